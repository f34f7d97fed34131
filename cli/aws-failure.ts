import { type AwsCall, failedCallOf } from "./aws-call.ts";

/** An error of an SDK client, read once for all rules. */
export interface AwsFailure {
  /** The exception's name or the error code, less what namespaces it: `ThrottlingException`. */
  readonly name: string;
  readonly message: string;
  /** The operating system's or TLS's code, where no answer came: `ECONNRESET`. */
  readonly systemCode: string | null;
  readonly hostname: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly attempts: number | null;
  /** AWS answered, with an error. */
  readonly isAnswer: boolean;
  readonly call: AwsCall | null;
}

/** Reads any value that was thrown. An error that another one wraps (`AggregateError`, `cause`) is looked into. */
export function readAwsFailure(error: unknown): AwsFailure {
  const fields = asObject(error);
  const metadata = asObject(fields["$metadata"]);
  const status = asNumber(metadata["httpStatusCode"]);
  const systemCode = findSystemCode(error);
  const name = asText(fields["name"]) ?? "";
  return {
    // S3 and the query APIs name an exception they do not model only by its code.
    name: (name === "Error" ? (asText(fields["Code"]) ?? name) : name).replace(/^.*#/, ""),
    message: error instanceof Error ? error.message : "",
    systemCode,
    hostname: asText(fields["hostname"]),
    status,
    requestId: asText(metadata["requestId"]),
    attempts: asNumber(metadata["attempts"]),
    isAnswer: fields["$fault"] !== undefined || status !== null,
    call: failedCallOf(error),
  };
}

function findSystemCode(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = "code" in at ? asText(at.code) : null;
    if (code !== null) return code;
    if (at instanceof AggregateError) return findSystemCode(at.errors[0]);
  }
  return null;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function asNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
