/**
 * Whether asking again may help: AWS refused the pace, or no whole answer came (the network, a 5xx). Null for an answer
 * that would be the same again.
 */
export function isTransient(error: unknown): "throttled" | "no-answer" | null {
  if (!(error instanceof Error)) return null;
  const status = statusOf(error);
  if (status === 429 || /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(error.name)) {
    return "throttled";
  }
  if (status !== null && status >= 500) return "no-answer";
  if (error.name === "TimeoutError" || error.name === "SyntaxError") return "no-answer";
  const code = "code" in error ? String(error.code) : "";
  return /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE)$/.test(
    code,
  ) || /socket hang up|aborted/.test(error.message)
    ? "no-answer"
    : null;
}

function statusOf(error: Error): number | null {
  const metadata: unknown = "$metadata" in error ? error.$metadata : null;
  if (typeof metadata !== "object" || metadata === null) return null;
  const status: unknown = "httpStatusCode" in metadata ? metadata.httpStatusCode : null;
  return typeof status === "number" ? status : null;
}
