import { skipSpace, tokenEnd } from "./words.ts";

/** A policy's ARN behind a layer's name; `arn` is null where the message was cut within it. */
export interface ScannedPolicyArn {
  readonly arn: string | null;
  readonly end: number;
}

const trailing = new Set([".", ",", ";", '"', "'", "`", ")", "]", "}"]);
const organizationsPolicy =
  /^arn:[^:]*:organizations::[^:]*:policy\/o-([^/]+)\/[^/]+\/p-([0-9a-zA-Z_-]+)$/;
/** The shortest ids that Organizations gives ("Policy" and "Organization", AWS Organizations API Reference). */
const shortestOrganizationId = 10;
const shortestPolicyId = 8;
const anyPolicy = /^arn:[^:]*:[^:]+:[^:]*:[^:]*:[^:]*policy\/./;

/**
 * Reads ": arn:..." ("Enhanced access denied error messages with policy ARNs", AWS Security Blog), without the
 * sentence's full stop. `cutAtEnd` says that the message was cut at its end. Null where no ARN follows.
 */
export function scanPolicyArn(
  text: string,
  position: number,
  cutAtEnd: boolean,
): ScannedPolicyArn | null {
  if (text[position] !== ":") return null;
  let start = skipSpace(text, position + 1);
  if ("\"'`".includes(text.charAt(start)) && text.startsWith("arn:", start + 1)) start++;
  if (start === text.length) return { arn: null, end: start };
  const tokenStop = tokenEnd(text, start);
  let end = tokenStop;
  while (end > start && trailing.has(text.charAt(end - 1))) end--;
  const arn = text.slice(start, end);
  if (!arn.startsWith("arn:")) {
    return tokenStop === text.length && "arn:".startsWith(arn) ? { arn: null, end } : null;
  }
  const reachesCut = cutAtEnd && tokenStop === text.length;
  return { arn: !reachesCut && isWhole(arn) ? arn : null, end };
}

/** A short policy id beside a real organization's was cut; beside a documentation's "o-x" it is one of its kind. */
function isWhole(arn: string): boolean {
  if (!arn.includes(":organizations:")) return anyPolicy.test(arn);
  const [, organizationId, policyId] = organizationsPolicy.exec(arn) ?? [];
  if (organizationId === undefined || policyId === undefined) return false;
  return policyId.length >= shortestPolicyId || organizationId.length < shortestOrganizationId;
}
