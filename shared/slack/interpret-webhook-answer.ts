import type { PostOutcome } from "./message.ts";
import { webhookErrors } from "./webhook-errors.ts";

/** Slack's answer to a post, as far as an outcome depends on it. */
export interface WebhookAnswer {
  readonly status: number;
  /** May be cut: only its beginning matters. */
  readonly body: string;
  /** False where the connection broke, or the time ran out, before the whole body came. */
  readonly isWhole: boolean;
  /** The `Retry-After` header; null where there is none. */
  readonly retryAfter: string | null;
}

/** Longer than any pause that Slack asks for; a broken value must not silence the alerts. */
const mostRetryAfterSeconds = 3600;

/**
 * What an answer means for the message. Slack answers 200 only to what it took ("Sending messages using incoming
 * webhooks", Slack's developer docs), so that one whose body was lost on the way is not posted again. No part of an
 * unknown body gets into the outcome.
 */
export function interpretWebhookAnswer(answer: WebhookAnswer): PostOutcome {
  const { status, body, isWhole, retryAfter } = answer;
  if (status === 429) {
    return { kind: "rate-limited", retryAfterSeconds: parseRetryAfter(retryAfter) };
  }
  if (status >= 200 && status < 300) {
    return isOk(body) || (!isWhole && beginsOk(body))
      ? { kind: "sent" }
      : { kind: "failed", reason: `status ${status}, but the answer is not Slack's "ok"` };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: "refused",
      reason: `status ${status}: the address redirects, so it is no webhook; check its URL`,
    };
  }
  const code = body.trim().toLowerCase().replaceAll(" ", "_");
  const known = Object.hasOwn(webhookErrors, code) ? webhookErrors[code] : undefined;
  if (status >= 500 || status === 408) {
    return { kind: "failed", reason: describe(status, known && code, known?.meaning) };
  }
  const kind = known?.kind ?? (status === 400 || status === 413 ? "invalid-message" : "refused");
  return { kind, reason: describe(status, known && code, known?.meaning) };
}

function describe(status: number, code: string | undefined, meaning: string | undefined): string {
  return code === undefined || meaning === undefined
    ? `status ${status}`
    : `status ${status}, "${code}": ${meaning}`;
}

/** Workflow webhooks answer with JSON, all others with `ok`. */
function isOk(body: string): boolean {
  return body.trim() === "ok" || /^\s*\{\s*"ok"\s*:\s*true\b/.test(body);
}

function beginsOk(cut: string): boolean {
  const begun = cut.replaceAll(/\s/g, "");
  return ["ok", '{"ok":true'].some((whole) => whole.startsWith(begun));
}

function parseRetryAfter(header: string | null): number {
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header ?? "") ? Math.ceil(Number(header)) : 1;
  return Math.min(Math.max(seconds, 1), mostRetryAfterSeconds);
}
