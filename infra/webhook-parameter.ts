import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { HubConfig } from "./hub-config.ts";

/**
 * What a function needs to read the webhook's URL at run time. CloudFormation cannot create a SecureString, so that
 * the stack only knows the parameter's name. The `aws/ssm` key already lets every principal of the account decrypt
 * ("Restricting decryption of SecureString parameter values", AWS Systems Manager User Guide); a key of one's own
 * does not, and is then allowed for this one parameter through Parameter Store only.
 */
export function buildWebhookStatements(stack: Stack, config: HubConfig): PolicyStatement[] {
  const parameterArn = stack.formatArn({
    service: "ssm",
    resource: "parameter",
    resourceName: config.webhookParameterName.replace(/^\//, ""),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const read = new PolicyStatement({
    sid: "ReadWebhook",
    actions: ["ssm:GetParameter"],
    resources: [parameterArn],
  });
  if (config.webhookKeyArn === null) return [read];
  const decrypt = new PolicyStatement({
    sid: "DecryptWebhook",
    actions: ["kms:Decrypt"],
    resources: [config.webhookKeyArn],
    conditions: {
      StringEquals: {
        "kms:ViaService": `ssm.${stack.region}.${stack.urlSuffix}`,
        "kms:EncryptionContext:PARAMETER_ARN": parameterArn,
      },
    },
  });
  return [read, decrypt];
}
