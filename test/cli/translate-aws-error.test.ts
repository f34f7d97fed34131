import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { HeadBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noteFailedCalls } from "../../cli/aws-call.ts";
import { translateAwsError } from "../../cli/translate-aws-error.ts";
import {
  type Answer,
  type AnsweringServer,
  startAnsweringServer,
} from "../support/answering-server.ts";

interface Settings {
  readonly region?: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly maxAttempts?: number;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** One call for each protocol that AWS speaks: JSON, query with XML, REST with XML, and a HEAD without a body. */
const calls = {
  query: (settings: Settings) =>
    noteFailedCalls(new DynamoDBClient(settings)).send(
      new QueryCommand({ TableName: "denials", KeyConditionExpression: "pk = :x" }),
    ),
  lookupEvents: (settings: Settings) =>
    noteFailedCalls(new CloudTrailClient(settings)).send(new LookupEventsCommand({})),
  describeStacks: (settings: Settings) =>
    noteFailedCalls(new CloudFormationClient(settings)).send(
      new DescribeStacksCommand({ StackName: "Denywatch" }),
    ),
  listObjects: (settings: Settings) =>
    noteFailedCalls(new S3Client({ ...settings, forcePathStyle: true })).send(
      new ListObjectsV2Command({ Bucket: "trail-logs" }),
    ),
  headBucket: (settings: Settings) =>
    noteFailedCalls(new S3Client({ ...settings, forcePathStyle: true })).send(
      new HeadBucketCommand({ Bucket: "trail-logs" }),
    ),
} as const;

const json = (name: string, message: string, status = 400): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "REQ1" },
  body: JSON.stringify({ __type: `com.amazonaws.service#${name}`, message }),
});
const queryXml = (code: string, message: string, status = 400): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>REQ2</RequestId></ErrorResponse>`,
});
const restXml = (code: string, message: string, status = 403): Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>REQ3</RequestId></Error>`,
});

const user = "arn:aws:iam::210987654321:user/kim";
const table = "arn:aws:dynamodb:eu-west-1:210987654321:table/denials";

const answers: readonly [string, keyof typeof calls, Answer, string][] = [
  [
    "an expired token, JSON",
    "query",
    json("ExpiredTokenException", "The security token included in the request is expired"),
    'Cannot call dynamodb:Query on "denials" in eu-west-1: the credentials have expired; sign in again (aws sso login, or get new ones)',
  ],
  [
    "an expired token, S3",
    "listObjects",
    restXml("ExpiredToken", "The provided token has expired.", 400),
    'Cannot call s3:ListBucket on "trail-logs" in eu-west-1: the credentials have expired; sign in again (aws sso login, or get new ones)',
  ],
  [
    "keys that AWS does not know",
    "query",
    json("UnrecognizedClientException", "The security token included in the request is invalid."),
    "AWS does not accept the credentials; check them with: aws sts get-caller-identity, and that the account has Region eu-west-1 switched on",
  ],
  [
    "keys that S3 does not know",
    "listObjects",
    restXml("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist."),
    "AWS does not accept the credentials",
  ],
  [
    "a wrong clock",
    "query",
    json("InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than"),
    "AWS finds this machine's clock wrong; set it right and try again",
  ],
  [
    "an action that nothing allows",
    "query",
    json(
      "AccessDeniedException",
      `User: ${user} is not authorized to perform: dynamodb:Query on resource: ${table} because no identity-based policy allows the dynamodb:Query action`,
    ),
    `access denied; ${user} needs the permission dynamodb:Query on ${table} (no identity-based policy allows it)`,
  ],
  [
    "an action that an SCP denies",
    "lookupEvents",
    json(
      "AccessDeniedException",
      `User: ${user} is not authorized to perform: cloudtrail:LookupEvents with an explicit deny in a service control policy`,
    ),
    `access denied; a service control policy (SCP) denies cloudtrail:LookupEvents to ${user}: ask for an exception there, or use other credentials`,
  ],
  [
    "an action refused in XML",
    "describeStacks",
    queryXml(
      "AccessDenied",
      `User: ${user} is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:eu-west-1:210987654321:stack/Denywatch/*`,
      403,
    ),
    `Cannot call cloudformation:DescribeStacks on "Denywatch" in eu-west-1: access denied; ${user} needs the permission cloudformation:DescribeStacks on arn:aws:cloudformation:eu-west-1:210987654321:stack/Denywatch/*`,
  ],
  [
    "an action refused without a reason: named by the call",
    "listObjects",
    restXml("AccessDenied", "Access Denied"),
    "access denied; your credentials need the permission s3:ListBucket",
  ],
  [
    "an action refused without a body",
    "headBucket",
    { status: 403 },
    "access denied; your credentials need the permission s3:ListBucket",
  ],
  [
    "no such table",
    "query",
    json("ResourceNotFoundException", "Requested resource not found"),
    'Cannot call dynamodb:Query on "denials" in eu-west-1: there is no such table; name the table with --table, or name another with --region or --profile',
  ],
  [
    "no such stack",
    "describeStacks",
    queryXml("ValidationError", "Stack with id Denywatch does not exist"),
    "there is no such stack; name the stack with --stack",
  ],
  [
    "no such bucket",
    "listObjects",
    restXml("NoSuchBucket", "The specified bucket does not exist", 404),
    "there is none of that name (NoSuchBucket)",
  ],
  [
    "a bucket in another Region",
    "listObjects",
    restXml(
      "AuthorizationHeaderMalformed",
      "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-2'",
      400,
    ),
    "it is in us-east-2; give --region us-east-2",
  ],
  [
    "a Region that is switched off",
    "describeStacks",
    queryXml("OptInRequired", "You are not subscribed to this service", 403),
    "the account has this Region switched off; name another",
  ],
  [
    "throttling",
    "lookupEvents",
    json("ThrottlingException", "Rate exceeded"),
    "AWS throttles it; try again in a minute",
  ],
  [
    "throttling by S3",
    "listObjects",
    restXml("SlowDown", "Please reduce your request rate.", 503),
    "AWS throttles it; try again in a minute",
  ],
  [
    "a failure of AWS's",
    "query",
    json("InternalServerError", "Internal server error", 500),
    "AWS answered 500 InternalServerError; try again, and see health.aws.amazon.com",
  ],
  ["a cut connection", "query", "cut", "no answer came (ECONNRESET); check the network"],
  [
    "what has no rule: in AWS's words, with the request's id",
    "query",
    json("ValidationException", "Invalid KeyConditionExpression"),
    'Cannot call dynamodb:Query on "denials" in eu-west-1: ValidationException: Invalid KeyConditionExpression (request REQ1)',
  ],
];

describe("translateAwsError()", () => {
  let server: AnsweringServer;
  let folder: string;
  beforeAll(async () => {
    server = await startAnsweringServer();
    folder = await mkdtemp(join(tmpdir(), "denywatch-aws-"));
    await writeFile(join(folder, "credentials"), "[empty]\n");
    await writeFile(
      join(folder, "config"),
      "[profile empty]\n[profile signed-out]\nsso_session = corp\nsso_account_id = 210987654321\n" +
        "sso_role_name = Reader\n[sso-session corp]\nsso_region = eu-west-1\n" +
        "sso_start_url = https://corp.awsapps.com/start\n",
    );
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
    }
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
    vi.stubEnv("HOME", folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "notARealSecret" };

  async function translated(call: keyof typeof calls, settings: Settings): Promise<string | null> {
    const outcome = await calls[call](settings).then(
      () => "it answered",
      (error: unknown) => translateAwsError(error),
    );
    expect(outcome).not.toContain("notARealSecret");
    return outcome;
  }

  it.each(answers)("%s", async (_title, call, answer, expected) => {
    server.answerWith(answer);
    const { endpoint } = server;
    const said = await translated(call, {
      endpoint,
      region: "eu-west-1",
      credentials,
      maxAttempts: 1,
    });
    expect(said).toContain(expected);
  });

  it.each<[string, Settings, string]>([
    [
      "no credentials",
      { region: "eu-west-1" },
      "no AWS credentials were found; sign in (aws sso login, aws configure) or name a profile with --profile",
    ],
    [
      "a profile without credentials",
      { region: "eu-west-1", profile: "empty" },
      'profile "empty" gives no credentials; check it with: aws sts get-caller-identity --profile empty',
    ],
    [
      "a sign-in that has ended",
      { region: "eu-west-1", profile: "signed-out" },
      'the sign-in of profile "signed-out" has expired; run: aws sso login --profile signed-out',
    ],
    ["no Region", { credentials }, 'no Region is set; give --region, for example "--region eu-'],
    ["a Region that is none", { credentials, region: "eu west" }, '"eu west" is no Region; give'],
    [
      "a closed port",
      { credentials, region: "eu-west-1", endpoint: "http://127.0.0.1:9", maxAttempts: 1 },
      "no answer came (ECONNREFUSED)",
    ],
  ])("%s", async (_title, settings, expected) => {
    expect(await translated("query", settings)).toContain(expected);
  });

  it("says how often it tried", async () => {
    server.answerWith(json("ThrottlingException", "Rate exceeded"));
    const { endpoint } = server;
    const settings = { endpoint, region: "eu-west-1", credentials, maxAttempts: 2 };
    expect(await translated("lookupEvents", settings)).toContain("throttles it, after 2 attempts");
  });

  it("says what it can of an error from a client that noted nothing", () => {
    const error = Object.assign(new Error("Rate exceeded"), {
      name: "ThrottlingException",
      $fault: "client",
    });
    expect(translateAwsError(error)).toBe(
      "Cannot call AWS: AWS throttles it; try again in a minute",
    );
  });

  it("takes a host that is not there for a wrong Region", () => {
    const hostname = "dynamodb.mars-1.amazonaws.com";
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
      code: "ENOTFOUND",
      hostname,
    });
    expect(translateAwsError(error)).toContain(`there is no host ${hostname}; check the Region`);
  });

  it.each([new TypeError("x is not a function"), "text", null, undefined])(
    "is no judge of what is not AWS's: %s",
    (error) => {
      expect(translateAwsError(error)).toBeNull();
    },
  );

  it("lets nothing in an answer act on the terminal", async () => {
    server.answerWith(json("ValidationException", "\u001b]0;pwned\u0007 \u202e"));
    const { endpoint } = server;
    const settings = { endpoint, region: "eu-west-1", credentials, maxAttempts: 1 };
    // eslint-disable-next-line no-control-regex -- that there is none is the point
    expect(await translated("query", settings)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });
});
