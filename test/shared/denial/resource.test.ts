import { describe, expect, it } from "vitest";
import { cloudTrailRecordSchema } from "../../../shared/cloudtrail/record.ts";
import { deniedResourceOf } from "../../../shared/denial/resource.ts";
import { buildDenialRecord } from "../../support/cloudtrail-records.ts";

const object = "arn:aws:s3:::orchard/a.txt";
const bucket = "arn:aws:s3:::orchard";
const secret = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:db-gscOm8";

function textOf(
  iamAction: string | null,
  changes: Readonly<Record<string, unknown>>,
  said: string | null = null,
): string | null {
  const record = cloudTrailRecordSchema.parse(
    buildDenialRecord({ requestParameters: null, resources: undefined, ...changes }),
  );
  return deniedResourceOf(record, said, { text: null, iamAction, derived: false }).text;
}

const s3 = {
  eventSource: "s3.amazonaws.com",
  resources: [{ type: "AWS::S3::Object", ARN: object }, { ARN: bucket }],
};

describe("deniedResourceOf()", () => {
  it("is what the message says, as it stands", () => {
    expect(textOf("s3:GetObject", s3, "role voclabs")).toBe("role voclabs");
  });

  it("is the object for an object's action, and the bucket for the bucket's", () => {
    expect(textOf("s3:GetObject", s3)).toBe(object);
    expect(textOf("s3:ListBucket", s3)).toBe(bucket);
  });

  it("is the bucket where an object's action lists no object", () => {
    const resources = [{ ARNPrefix: "arn:aws:s3:::orchard/", type: "AWS::S3::Object" }];
    expect(textOf("s3:GetObject", { ...s3, resources: [...resources, { ARN: bucket }] })).toBe(
      bucket,
    );
  });

  it("is a role that a call names, though another service owns roles", () => {
    const role = "arn:aws:iam::210987654321:role/Deploy";
    const changes = { eventSource: "sts.amazonaws.com", resources: [{ ARN: role }] };
    expect(textOf("sts:AssumeRole", changes)).toBe(role);
  });

  it("is not the secret where the key was refused", () => {
    const changes = {
      eventSource: "secretsmanager.amazonaws.com",
      resources: [{ ARN: secret }],
      requestParameters: { secretId: secret },
    };
    expect(textOf("kms:Decrypt", changes)).toBeNull();
    expect(textOf("secretsmanager:GetSecretValue", changes)).toBe(secret);
  });

  it("is what the parameters name, in the caller's account and Region", () => {
    const changes = {
      eventSource: "lambda.amazonaws.com",
      awsRegion: "cn-north-1",
      requestParameters: { functionName: "orders" },
    };
    expect(textOf("lambda:GetFunction", changes)).toBe(
      "arn:aws-cn:lambda:cn-north-1:210987654321:function:orders",
    );
  });

  it.each(["", "ANONYMOUS_PRINCIPAL"])(
    "takes the called account where the caller's is %j",
    (accountId) => {
      const changes = {
        eventSource: "lambda.amazonaws.com",
        awsRegion: "eu-west-1",
        recipientAccountId: "345678901234",
        userIdentity: { type: "AWSAccount", accountId },
        requestParameters: { functionName: "orders" },
      };
      expect(textOf("lambda:GetFunction", changes)).toBe(
        "arn:aws:lambda:eu-west-1:345678901234:function:orders",
      );
    },
  );

  it("is null, and so is what it is normalised to, where nothing names it", () => {
    expect(textOf(null, {})).toBeNull();
    const nothing = { text: null, iamAction: null, derived: false };
    expect(deniedResourceOf(null, null, nothing)).toEqual({ text: null, normalised: null });
  });
});
