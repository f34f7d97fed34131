import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Config } from "../shared/config/config-schema.ts";

/**
 * What a function needs to read the webhooks' URLs at run time. CloudFormation cannot create a SecureString, so that the
 * stack only knows the parameters' names. The `aws/ssm` key already lets every principal of the account decrypt
 * ("Restricting decryption of SecureString parameter values", AWS Systems Manager User Guide); a key of one's own does
 * not, and is then allowed for these parameters through Parameter Store only.
 */
export function buildWebhookStatements(
  stack: Stack,
  { webhooks, deploy }: Pick<Config, "webhooks" | "deploy">,
): PolicyStatement[] {
  const names = new Set(Object.values(webhooks).map(({ parameterName }) => parameterName));
  const parameterArns = [...names].map((name) =>
    stack.formatArn({
      service: "ssm",
      resource: "parameter",
      resourceName: name.replace(/^\//, ""),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  );
  const read = new PolicyStatement({
    sid: "ReadWebhooks",
    actions: ["ssm:GetParameter"],
    resources: parameterArns,
  });
  if (deploy.webhookKmsKeyArn === undefined) return [read];
  const decrypt = new PolicyStatement({
    sid: "DecryptWebhooks",
    actions: ["kms:Decrypt"],
    resources: [deploy.webhookKmsKeyArn],
    conditions: {
      StringEquals: {
        "kms:ViaService": `ssm.${stack.region}.${stack.urlSuffix}`,
        "kms:EncryptionContext:PARAMETER_ARN": parameterArns,
      },
    },
  });
  return [read, decrypt];
}
