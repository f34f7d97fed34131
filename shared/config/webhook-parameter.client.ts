import { defaultWebhookParameterName } from "./default-webhook-parameter.ts";

/** How long a webhook's URL is kept before it is read again, so that a replaced one is in use soon. */
const keptMilliseconds = 5 * 60_000;

/**
 * Reads webhooks' URLs by the names of their parameters. The stack's own parameter is the default webhook's where the
 * config names no other.
 */
export function createWebhookParameters(
  stackParameterName: string,
): (webhook: string, parameterName: string) => Promise<string> {
  const readers = new Map<string, () => Promise<string>>();
  return async (_webhook, parameterName) => {
    const isUnnamed = parameterName === "" || parameterName === defaultWebhookParameterName;
    const name = isUnnamed ? stackParameterName : parameterName;
    const reader = readers.get(name) ?? createWebhookParameter(name);
    readers.set(name, reader);
    return await reader();
  };
}

/**
 * Reads the Slack webhook's URL from an SSM SecureString parameter, when first needed, and keeps it for five minutes.
 * The SSM client is loaded with the first read: most invocations post nothing. Errors name the parameter, never its value.
 */
export function createWebhookParameter(
  parameterName: string,
  now: () => number = Date.now,
): () => Promise<string> {
  let kept: { readonly url: string; readonly until: number } | null = null;
  return async () => {
    if (kept !== null && now() < kept.until) return kept.url;
    const { GetParameterCommand, SSMClient } = await import("@aws-sdk/client-ssm");
    const answer = await new SSMClient({}).send(
      new GetParameterCommand({ Name: parameterName, WithDecryption: true }),
    );
    const url = answer.Parameter?.Value;
    if (url === undefined || !URL.canParse(url)) {
      throw new Error(
        `Cannot read the Slack webhook: the parameter "${parameterName}" holds no URL; put one with "aws ssm put-parameter --type SecureString --overwrite"`,
      );
    }
    kept = { url, until: now() + keptMilliseconds };
    return url;
  };
}
