import { fail, type Finding, ok } from "../finding.ts";

/** Whether the parameter that holds a webhook's URL is there, and encrypted. */
export function judgeWebhook(
  webhook: string,
  parameter: string,
  type: string | null,
): readonly Finding[] {
  const named = `Parameter "${parameter}" of webhook "${webhook}"`;
  const put = `aws ssm put-parameter --type SecureString --name ${parameter} --value file://webhook.txt`;
  if (type === null) return [fail(`${named} is not there: no alert arrives.`, `Put one: ${put}`)];
  return type === "SecureString"
    ? [ok(`${named} is a SecureString.`)]
    : [
        fail(
          `${named} is a ${type}: whoever may read parameters reads the URL.`,
          `Make a new webhook, delete the parameter and put it anew: ${put}`,
        ),
      ];
}
