import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";

/**
 * What a function needs of the customer's key to use what it encrypts: through these services only ("Encryption at rest:
 * how it works", DynamoDB Developer Guide; "Configuring AWS KMS permissions", SQS Developer Guide). None without a key.
 */
export function buildKeyStatements(
  stack: Stack,
  key: IKey | null,
  services: readonly ("dynamodb" | "sqs")[],
): PolicyStatement[] {
  if (key === null) return [];
  return [
    new PolicyStatement({
      sid: "UseKey",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          "kms:ViaService": services.map(
            (service) => `${service}.${stack.region}.${stack.urlSuffix}`,
          ),
        },
      },
    }),
  ];
}
