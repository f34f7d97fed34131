import { type Reason, unknownReason } from "./reason.ts";
import { noTail } from "./message/tail.ts";
import { scanFixedSentence } from "./message/fixed-sentence.ts";
import { scanCutPrincipal, scanPrincipal } from "./message/principal-clause.ts";
import {
  reasonAndTail,
  type ResourceClause,
  scanResourceClause,
} from "./message/resource-clause.ts";
import { unwrapMessage } from "./message/unwrap-message.ts";
import { findVerbClause, type VerbClause } from "./message/verb-clause.ts";

/** What a denial message says, in its own words; null where it does not say. */
export interface DenialMessage {
  /** The message by itself reads as a refusal for lack of authorization, whatever its error code. */
  readonly isDenial: boolean;
  readonly reason: Reason;
  readonly principal: string | null;
  readonly action: string | null;
  readonly resource: string | null;
}

/**
 * Reads a denial message clause by clause ("Troubleshoot access denied error messages", IAM User Guide, and the
 * services' own styles). Any text gives an answer, in time linear in its length; nothing is guessed.
 */
export function parseDenialMessage(message: string): DenialMessage {
  const inner = unwrapMessage(message);
  const marked = inner.endsWith("...") || inner.endsWith("\u2026");
  const cutAtEnd = marked || isCutAtLimit(inner);
  const text = marked ? withoutCutMark(inner) : inner;
  const verb = findVerbClause(text);
  const parsed = verb === null ? parseBare(text, cutAtEnd) : parseSentence(text, verb, cutAtEnd);
  const elided = marked && message.length < shortestCut && parsed.resource !== null;
  const ownEllipsis = inner.slice(text.length);
  if (!elided || ownEllipsis.startsWith(" ") || !text.endsWith(parsed.resource)) return parsed;
  return { ...parsed, resource: parsed.resource + ownEllipsis };
}

/** An ellipsis in a shorter message is its own; in a longer one it is CloudTrail's. */
const shortestCut = 1000;

/** CloudTrail cuts a message at 1 KB ("CloudTrail record contents"); a longer one did not come through CloudTrail. */
function isCutAtLimit(text: string): boolean {
  if (text.length < 340 || text.length > 1024) return false;
  const bytes = Buffer.byteLength(text);
  return bytes >= 1021 && bytes <= 1024;
}

function withoutCutMark(text: string): string {
  return text.slice(0, text.endsWith("...") ? -3 : -1).trimEnd();
}

function parseSentence(text: string, verb: VerbClause, cutAtEnd: boolean): DenialMessage {
  const clause = scanResourceClause(text, verb.end, cutAtEnd, verb.takesResource);
  const principal = scanPrincipal(text, verb.start);
  if (verb.action !== null) {
    const { resource } = clause;
    return { isDenial: true, reason: readReason(clause), principal, action: verb.action, resource };
  }
  const sentence = scanFixedSentence(text);
  const reason = readReason(clause);
  return {
    isDenial: sentence.isDenial || reason.denyType !== "unknown",
    reason: { ...reason, notPolicy: reason.notPolicy ?? sentence.notPolicy },
    principal: principal ?? scanCutPrincipal(text),
    action: namedApi(text),
    resource: clause.resource ?? sentence.resource,
  };
}

/** A message without "not authorized to ...": "Access Denied", another service's sentence, or nothing. */
function parseBare(text: string, cutAtEnd: boolean): DenialMessage {
  const sentence = scanFixedSentence(text);
  const reason = readReason(reasonAndTail(text, 0, cutAtEnd));
  return {
    isDenial: sentence.isDenial || reason.denyType !== "unknown",
    reason: { ...reason, notPolicy: reason.notPolicy ?? sentence.notPolicy },
    principal: scanCutPrincipal(text),
    action: namedApi(text),
    resource: sentence.resource,
  };
}

/** CloudFormation's prefix "API: sqs:CreateQueue". */
function namedApi(text: string): string | null {
  return /^API: ([a-z0-9-]+:[A-Za-z0-9]+) /.exec(text)?.[1] ?? null;
}

function readReason({ reason, tail }: Omit<ResourceClause, "resource">): Reason {
  if (reason === null) return tail === null ? unknownReason : { ...unknownReason, ...tail };
  const { denyType, policyType, via, policyArn, notPolicy } = reason.clause;
  const { encoded, encodedMessage, authorizationId, authorizationUrl } = tail ?? noTail;
  return {
    denyType,
    policyType,
    via,
    policyArn,
    encoded,
    encodedMessage,
    authorizationId,
    authorizationUrl,
    notPolicy,
  };
}
