import { defaultWebhookParameterName } from "./default-webhook-parameter.ts";
import { NoWebhookError } from "./no-webhook-error.ts";

/** How long a webhook's URL is kept before it is read again, so that a replaced one is in use soon. */
const keptMilliseconds = 5 * 60_000;
const mostReadMilliseconds = 5_000;

/** Reads a webhook's URL. `isRefused`: what was read last is refused, so that it is read anew. */
export type WebhookParameter = (isRefused?: boolean) => Promise<string>;

/**
 * Reads webhooks' URLs by the names of their parameters. The stack's own parameter is the default webhook's where the
 * config names no other.
 */
export function createWebhookParameters(
  stackParameterName: string,
): (webhook: string, parameterName: string, isRefused?: boolean) => Promise<string> {
  const readers = new Map<string, WebhookParameter>();
  return async (_webhook, parameterName, isRefused) => {
    const isUnnamed = parameterName === "" || parameterName === defaultWebhookParameterName;
    const name = isUnnamed ? stackParameterName : parameterName;
    const reader = readers.get(name) ?? createWebhookParameter(name);
    readers.set(name, reader);
    return await reader(isRefused);
  };
}

/**
 * Reads the Slack webhook's URL from an SSM SecureString parameter, when first needed, and keeps it for five minutes.
 * The SSM client is loaded with the first read: most invocations post nothing. A `NoWebhookError` where there is no such
 * parameter or it holds no URL; errors name the parameter, never its value.
 */
export function createWebhookParameter(
  parameterName: string,
  now: () => number = Date.now,
): WebhookParameter {
  let kept: { readonly url: string; readonly readAt: number } | null = null;
  return async (isRefused = false) => {
    if (kept !== null && !isRefused) {
      const age = now() - kept.readAt;
      if (age >= 0 && age < keptMilliseconds) return kept.url;
    }
    const url = await readParameter(parameterName);
    kept = { url, readAt: now() };
    return url;
  };
}

async function readParameter(name: string): Promise<string> {
  const { GetParameterCommand, ParameterNotFound, SSMClient } = await import("@aws-sdk/client-ssm");
  const put = 'put one with "aws ssm put-parameter --type SecureString --overwrite"';
  try {
    const answer = await new SSMClient({}).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
      { abortSignal: AbortSignal.timeout(mostReadMilliseconds) },
    );
    const url = answer.Parameter?.Value;
    if (url !== undefined && URL.canParse(url)) return url;
  } catch (error) {
    if (error instanceof ParameterNotFound) {
      throw new NoWebhookError(
        `Cannot read the Slack webhook: there is no parameter "${name}"; ${put}`,
        { cause: error },
      );
    }
    const kind = error instanceof Error ? error.name : "unknown";
    throw new Error(`Cannot read the Slack webhook from the parameter "${name}": ${kind}`, {
      cause: error,
    });
  }
  throw new NoWebhookError(
    `Cannot read the Slack webhook: the parameter "${name}" holds no URL; ${put}`,
  );
}
