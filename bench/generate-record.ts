import { callCatalogue, type GeneratedCall } from "./call-catalogue.ts";
import type { Random } from "./random.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const regions = ["eu-west-1", "us-east-1", "ap-southeast-2"] as const;
const accounts = ["210987654321", "345678901234", "456789012345"] as const;
const roles = ["Deploy", "DataPipeline", "orchard-api-task", "ReadOnlyAudit", "ci-runner"] as const;
const agents = [
  "aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#s3.cp",
  "Boto3/1.38.12 md/Botocore#1.38.12 ua/2.1 os/linux#5.10.236 md/arch#aarch64 lang/python#3.12.10 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12 cfg/retry-mode#legacy Botocore/1.38.12",
  "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.97.0 aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.8 md/GOOS#linux md/GOARCH#amd64",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36",
] as const;

/** Share of records with an error that is no denial: not found, already there, throttled. */
const otherErrorShare = 0.04;

/** One CloudTrail record with invented names, its fields in CloudTrail's order ("CloudTrail record contents"). */
export function generateRecord(random: Random, isDenial: boolean): JsonObject {
  const account = random.pick(accounts);
  const region = random.pick(regions);
  const call = random.pick(callCatalogue)(random, account, region);
  const role = random.pick(roles);
  const session = random.pick([
    `i-0${random.id(16).toLowerCase()}`,
    "ci-42",
    "GitHubActions",
    "maya.o@orchard.example",
  ]);
  const caller = `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
  const isService = !isDenial && random.next() < 0.3;
  return {
    eventVersion: "1.11",
    userIdentity: isService
      ? { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" }
      : roleIdentity(random, account, role, session, caller),
    eventTime: `2026-03-${two(random.int(1, 28))}T${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}Z`,
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: isService ? "autoscaling.amazonaws.com" : `198.51.100.${random.int(1, 254)}`,
    userAgent: isService ? "autoscaling.amazonaws.com" : random.pick(agents),
    ...errorOf(random, isDenial, caller, call),
    requestParameters: call.requestParameters,
    responseElements: isDenial ? null : call.responseElements,
    ...(call.additionalEventData === null ? {} : { additionalEventData: call.additionalEventData }),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    ...(call.resources.length > 0 && { resources: call.resources }),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    ...(!isService && { tlsDetails: tlsOf(call, region) }),
  };
}

function roleIdentity(
  random: Random,
  account: string,
  role: string,
  session: string,
  arn: string,
): JsonObject {
  const principalId = `AROA${random.id(17)}`;
  return {
    type: "AssumedRole",
    principalId: `${principalId}:${session}`,
    arn,
    accountId: account,
    accessKeyId: `ASIA${random.id(16)}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: "2026-03-04T04:58:11Z", mfaAuthenticated: "false" },
    },
  };
}

function errorOf(
  random: Random,
  isDenial: boolean,
  caller: string,
  call: GeneratedCall,
): JsonObject {
  if (!isDenial) {
    return random.next() < otherErrorShare
      ? { errorCode: call.otherErrorCode, errorMessage: call.otherErrorMessage }
      : {};
  }
  const start = `User: ${caller} is not authorized to perform: ${call.action}`;
  const on = call.resource === null ? start : `${start} on resource: ${call.resource}`;
  const reason = random.pick([
    `because no identity-based policy allows the ${call.action} action`,
    `because no resource-based policy allows the ${call.action} action`,
    "with an explicit deny in a service control policy",
    `with an explicit deny in a service control policy: arn:aws:organizations::567890123456:policy/o-orchard01/service_control_policy/p-${random.id(8).toLowerCase()}`,
    `because no permissions boundary allows the ${call.action} action`,
    "with an explicit deny in an identity-based policy",
  ]);
  const isEc2 = call.eventSource.startsWith("ec2.");
  const blob = isEc2 ? `. Encoded authorization failure message: ${random.id(420)}` : "";
  return {
    errorCode: isEc2 ? "Client.UnauthorizedOperation" : "AccessDenied",
    errorMessage: `${isEc2 ? "You are not authorized to perform this operation. " : ""}${on} ${reason}${blob}`,
  };
}

function tlsOf({ eventSource }: GeneratedCall, region: string): JsonObject {
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: eventSource.replace(".amazonaws.com", `.${region}.amazonaws.com`),
  };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
