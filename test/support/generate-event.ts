import type { Random } from "../../bench/random.ts";
import { denialDetailTypes } from "../../shared/cloudtrail/denial-event-pattern.ts";
import { denialCodeStems, errorCodes } from "../../shared/cloudtrail/error-codes.ts";
import { buildEvent, buildRecord, type JsonObject } from "./events.ts";

type Choices<T> = readonly [T, ...T[]];

const caller = "arn:aws:sts::210987654321:assumed-role/Baker/oven-7";
const nested = `User: ${caller} is not authorized to perform: glue:GetConnection on resource: *`;

const nearCodes: Choices<string> = [
  ...["AccessDenie", "Access Denied", "AccesDenied", "DeniedAccess", "Unauthorised", "unauthorize"],
  ...["Authorized", "NotAuthorised", "Forbiden", "forbidden", "NoSuchKey", "ValidationException"],
  ...[
    "InvalidInputException",
    "Client.InvalidParameterValue",
    "404",
    "4030",
    "",
    "Denied",
    "toString",
  ],
] as const;
const refusals: Choices<string> = [
  "Access Denied",
  "You are not authorized to perform this operation.",
  "An unknown error occurred",
  `User: ${caller} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::loaves/1" with an explicit deny in a service control policy`,
  `User: ${caller} is not authorized to perform: ec2:RunInstances because no identity-based policy allows the ec2:RunInstances action`,
  "The request was denied due to a VPC endpoint policy",
  "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  `Unable to retrieve connection oven: ${nested} (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: 0a1b)`,
  `Resource handler returned message: "${nested}"`,
  `KMS key access denied error: ${nested}`,
  "Insufficient Lake Formation permission(s): Required Describe on loaves",
];
const lookAlikes: Choices<string> = [
  "Session token not found or invalid",
  "The security token included in the request is expired",
  "AWS was not able to validate the provided access credentials",
  "Incorrect username or password.",
  "Missing Authentication Token",
  "invalid arn",
  "oven is not a valid AWS service name (Service Principal)",
  "The bucket does not exist",
  "Rate exceeded",
  "The baker is not authorized to",
  "Error Code: AccessDenie",
  "error code: accessdenied",
  "NOT AUTHORIZED TO PERFORM: s3:GetObject",
];
const hostile: Choices<string> = [
  ...[
    "<!channel>",
    "\u202e",
    "\u0000",
    "*",
    "\\",
    '"',
    "{}",
    "\n",
    "\ud800",
    "𝒜",
    "ot authorized to ",
  ],
  ...[
    "rror Code: AccessDenied",
    "AccessDenied",
    "with an explicit deny in a session policy",
    "é",
    "İ",
  ],
] as const;
/** Sources and detail-types of events, those that nobody should let in among them. */
const sources: Choices<string> = [
  "aws.s3",
  "aws.sts",
  "aws.monitoring",
  "aws.",
  "my.app",
  "awsx",
  "AWS.s3",
  "",
];
const otherTypes: Choices<string> = [
  ...["AWS Insight via CloudTrail", "aws api call via cloudtrail", "Scheduled Event", ""],
] as const;
const eventTypes: Choices<string> = [
  ...["AwsApiCall", "AwsVpceEvent", "AwsConsoleSignIn", "AwsConsoleAction", "AwsServiceEvent"],
] as const;

/** An event of any kind, refused or not, honest or not: codes and messages as AWS has them, nearly so, and hostile. */
export function generateEvent(random: Random, messages: Choices<string>): JsonObject {
  const isForeign = random.next() < 0.05;
  const detailTypes = random.next() < 0.05 ? otherTypes : denialDetailTypes;
  return {
    ...buildEvent(buildRecord(generateFields(random, messages))),
    id: random.uuid(),
    source: random.next() < 0.15 ? random.pick(sources) : "aws.s3",
    "detail-type": random.pick(detailTypes),
    ...(isForeign && { account: "345678901234" }),
  };
}

function generateFields(random: Random, messages: Choices<string>): JsonObject {
  const place = random.next();
  const error = generateError(random, messages);
  return {
    eventID: random.uuid(),
    eventType: random.pick(eventTypes),
    readOnly: random.next() < 0.5,
    ...(place < 0.8 ? error : { errorCode: undefined, errorMessage: undefined }),
    ...(place >= 0.7 && { responseElements: generateError(random, messages) }),
  };
}

function generateError(random: Random, messages: Choices<string>): JsonObject {
  const code = generateCode(random);
  const message = generateMessage(random, messages);
  return {
    errorCode: random.next() < 0.1 ? undefined : code,
    errorMessage: random.next() < 0.1 ? undefined : message,
  };
}

function generateCode(random: Random): unknown {
  const known = random.pick(errorCodes as unknown as Choices<{ readonly code: string }>).code;
  const stem = random.pick(denialCodeStems);
  return random.pick<() => unknown>([
    () => known,
    () => known,
    () => anyCase(random, known),
    () => random.pick(nearCodes),
    () =>
      `${random.pick(["Client.", "Server.", "com.oven.", "", "x"])}${anyCase(random, stem)}${random.pick(["", "Exception", "Fault", ".Loaf", "#7"])}`,
    () => `${hostileText(random)}${random.pick([stem, stem.toLowerCase()])}${hostileText(random)}`,
    () => hostileText(random),
    () => random.pick<unknown>([403, null, true, ["AccessDenied"], { code: "AccessDenied" }]),
  ])();
}

function generateMessage(random: Random, messages: Choices<string>): unknown {
  const known = random.pick(messages);
  return random.pick<() => unknown>([
    () => known,
    () => random.pick(refusals),
    () => random.pick(lookAlikes),
    () => `${hostileText(random)}${random.pick(refusals)}${hostileText(random)}`,
    () => known.slice(0, random.int(0, known.length)),
    () => hostileText(random),
    () => random.pick<unknown>([null, 403, ["Access Denied"], { message: "Access Denied" }]),
  ])();
}

function anyCase(random: Random, text: string): string {
  const way = random.int(0, 3);
  if (way === 0) return text.toLowerCase();
  if (way === 1) return text.toUpperCase();
  if (way === 2) return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  return Array.from(text)
    .map((letter) => (random.next() < 0.5 ? letter.toLowerCase() : letter.toUpperCase()))
    .join("");
}

function hostileText(random: Random): string {
  return Array.from({ length: random.int(0, 4) }, () => random.pick(hostile)).join("");
}
