import type { Random } from "./random.ts";

/** What one API call contributes to a record. */
export interface GeneratedCall {
  readonly eventSource: string;
  readonly eventName: string;
  readonly action: string;
  /** As a denial's message names it; null where it names none. */
  readonly resource: string | null;
  readonly readOnly: boolean;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly additionalEventData: unknown;
  readonly resources: readonly unknown[];
  readonly otherErrorCode: string;
  readonly otherErrorMessage: string;
}

type CallGenerator = (random: Random, account: string, region: string) => GeneratedCall;

const plain = {
  responseElements: null,
  additionalEventData: null,
  resources: [],
  otherErrorCode: "ThrottlingException",
  otherErrorMessage: "Rate exceeded",
} as const;

/** The calls that fill a busy account's trail, roughly in their proportions. */
export const callCatalogue: readonly [CallGenerator, ...CallGenerator[]] = [
  (random, account) => assumeRole(random, account),
  (random, account) => assumeRole(random, account),
  (random, account, region) => kmsDecrypt(random, account, region),
  (random, account, region) => kmsDecrypt(random, account, region),
  (random, account, region) => describeInstances(random, account, region),
  (random, account, region) => runInstances(random, account, region),
  (random) => getBucketPolicy(random),
  (random) => putObject(random),
  (random, account, region) => getSecretValue(random, account, region),
  (random, account, region) => getFunction(random, account, region),
  (random, account, region) => createLogStream(random, account, region),
];

function assumeRole(random: Random, account: string): GeneratedCall {
  const roleArn = `arn:aws:iam::${account}:role/orchard-${random.pick(["api", "batch", "ingest", "report"])}`;
  const roleSessionName = `session-${random.id(12).toLowerCase()}`;
  return {
    ...plain,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    action: "sts:AssumeRole",
    resource: roleArn,
    readOnly: true,
    requestParameters: { roleArn, roleSessionName, durationSeconds: 3600 },
    responseElements: {
      credentials: {
        accessKeyId: `ASIA${random.id(16)}`,
        sessionToken: `INVENTED${random.id(380)}`,
        expiration: "Mar 4, 2026, 6:06:07 AM",
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${random.id(17)}:${roleSessionName}`,
        arn: `${roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${roleSessionName}`,
      },
    },
    resources: [{ accountId: account, type: "AWS::IAM::Role", ARN: roleArn }],
  };
}

function kmsDecrypt(random: Random, account: string, region: string): GeneratedCall {
  const ARN = `arn:aws:kms:${region}:${account}:key/${random.uuid()}`;
  return {
    ...plain,
    eventSource: "kms.amazonaws.com",
    eventName: "Decrypt",
    action: "kms:Decrypt",
    resource: ARN,
    readOnly: true,
    requestParameters: {
      encryptionContext: { "aws:ebs:id": `vol-0${random.id(16).toLowerCase()}` },
      encryptionAlgorithm: "SYMMETRIC_DEFAULT",
    },
    additionalEventData: { keyMaterialId: random.id(64).toLowerCase() },
    resources: [{ accountId: account, type: "AWS::KMS::Key", ARN }],
  };
}

function describeInstances(random: Random, account: string, region: string): GeneratedCall {
  return {
    ...plain,
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    action: "ec2:DescribeInstances",
    resource: `arn:aws:ec2:${region}:${account}:instance/*`,
    readOnly: true,
    requestParameters: {
      maxResults: 1000,
      instancesSet: {},
      filterSet: {
        items: [
          {
            name: "tag:team",
            valueSet: { items: [{ value: `team-${random.id(4).toLowerCase()}` }] },
          },
          {
            name: "instance-state-name",
            valueSet: { items: [{ value: "running" }, { value: "pending" }] },
          },
        ],
      },
    },
    otherErrorCode: "Client.InvalidInstanceID.NotFound",
    otherErrorMessage: `The instance ID 'i-0${random.id(16).toLowerCase()}' does not exist`,
  };
}

function runInstances(random: Random, account: string, region: string): GeneratedCall {
  const instanceId = `i-0${random.id(16).toLowerCase()}`;
  return {
    ...plain,
    eventSource: "ec2.amazonaws.com",
    eventName: "RunInstances",
    action: "ec2:RunInstances",
    resource: `arn:aws:ec2:${region}:${account}:instance/*`,
    readOnly: false,
    requestParameters: {
      instancesSet: {
        items: [{ imageId: `ami-0${random.id(16).toLowerCase()}`, minCount: 1, maxCount: 1 }],
      },
      instanceType: random.pick(["m7g.large", "c7i.xlarge", "t4g.small"]),
      blockDeviceMapping: {
        items: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30, deleteOnTermination: true } }],
      },
      tagSpecificationSet: {
        items: [
          { resourceType: "instance", tags: [{ key: "Name", value: `orchard-${random.id(6)}` }] },
        ],
      },
    },
    responseElements: {
      reservationId: `r-0${random.id(16).toLowerCase()}`,
      ownerId: account,
      instancesSet: {
        items: [
          {
            instanceId,
            instanceState: { code: 0, name: "pending" },
            privateDnsName: `ip-10-0-3-17.${region}.compute.internal`,
            subnetId: `subnet-0${random.id(16).toLowerCase()}`,
            vpcId: `vpc-0${random.id(16).toLowerCase()}`,
            networkInterfaceSet: {
              items: [{ networkInterfaceId: `eni-0${random.id(16).toLowerCase()}` }],
            },
          },
        ],
      },
    },
  };
}

function getBucketPolicy(random: Random): GeneratedCall {
  const bucketName = `orchard-${random.pick(["artifacts", "logs", "exports", "backups"])}-${random.int(1, 40)}`;
  return {
    ...plain,
    eventSource: "s3.amazonaws.com",
    eventName: "GetBucketPolicy",
    action: "s3:GetBucketPolicy",
    resource: `"arn:aws:s3:::${bucketName}"`,
    readOnly: true,
    requestParameters: { bucketName, Host: `${bucketName}.s3.amazonaws.com`, policy: "" },
    additionalEventData: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: 0,
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": random.id(76),
      bytesTransferredOut: random.int(100, 900),
    },
    resources: [{ type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucketName}` }],
    otherErrorCode: "NoSuchBucketPolicy",
    otherErrorMessage: "The bucket policy does not exist",
  };
}

function putObject(random: Random): GeneratedCall {
  const bucketName = `orchard-exports-${random.int(1, 40)}`;
  const key = `year=2026/month=03/part-${random.int(0, 9999)}.parquet`;
  return {
    ...plain,
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    action: "s3:PutObject",
    resource: `"arn:aws:s3:::${bucketName}/${key}"`,
    readOnly: false,
    requestParameters: { bucketName, Host: `${bucketName}.s3.amazonaws.com`, key },
    responseElements: { "x-amz-server-side-encryption": "AES256" },
    additionalEventData: {
      SignatureVersion: "SigV4",
      "x-amz-id-2": random.id(76),
      bytesTransferredIn: random.int(10, 99999),
    },
    resources: [{ type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucketName}/${key}` }],
  };
}

function getSecretValue(random: Random, account: string, region: string): GeneratedCall {
  const secretId = `arn:aws:secretsmanager:${region}:${account}:secret:orchard/${random.pick(["db", "smtp", "queue"])}-${random.id(6)}`;
  return {
    ...plain,
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    action: "secretsmanager:GetSecretValue",
    resource: secretId,
    readOnly: true,
    requestParameters: { secretId },
    otherErrorCode: "ResourceNotFoundException",
    otherErrorMessage: "Secrets Manager can't find the specified secret.",
  };
}

function getFunction(random: Random, account: string, region: string): GeneratedCall {
  const functionName = `arn:aws:lambda:${region}:${account}:function:orchard-${random.pick(["sort", "press", "ship"])}`;
  return {
    ...plain,
    eventSource: "lambda.amazonaws.com",
    eventName: "GetFunction20150331v2",
    action: "lambda:GetFunction",
    resource: functionName,
    readOnly: true,
    requestParameters: { functionName },
    otherErrorCode: "ResourceNotFoundException",
    otherErrorMessage: `Function not found: ${functionName}`,
  };
}

function createLogStream(random: Random, account: string, region: string): GeneratedCall {
  const logGroupName = `/aws/lambda/orchard-${random.pick(["sort", "press", "ship"])}`;
  const logStreamName = `2026/03/04/[$LATEST]${random.id(32).toLowerCase()}`;
  return {
    ...plain,
    eventSource: "logs.amazonaws.com",
    eventName: "CreateLogStream",
    action: "logs:CreateLogStream",
    resource: `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream:${logStreamName}`,
    readOnly: false,
    requestParameters: { logGroupName, logStreamName },
    otherErrorCode: "ResourceAlreadyExistsException",
    otherErrorMessage: "The specified log stream already exists",
  };
}
