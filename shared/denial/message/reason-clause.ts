import type { DenyType, NotPolicyCause, PolicyType } from "../reason.ts";
import { scanPolicyArn } from "./policy-arn.ts";
import { scanPolicyLayer } from "./policy-layer.ts";
import { otherCauseAt } from "./other-cause.ts";
import { anyWordAt, CUT, isSpace, MISS, skipSpace, tokenEnd, wordAt, wordsAt } from "./words.ts";

/** The part of a message that says why, as far as it goes. */
export interface ReasonClause {
  readonly end: number;
  /** The text ended within the clause. */
  readonly cut: boolean;
  readonly denyType: DenyType;
  readonly policyType: PolicyType;
  readonly via: PolicyType | null;
  readonly policyArn: string | null;
  readonly notPolicy: NotPolicyCause | null;
}

function clause(
  end: number,
  cut: boolean,
  denyType: DenyType,
  policyType: PolicyType = "unknown",
  policyArn: string | null = null,
): ReasonClause {
  return { end, cut, denyType, policyType, via: null, policyArn, notPolicy: null };
}

/**
 * Reads a reason clause that starts exactly at `position` ("because no ...", "with an explicit deny ...",
 * "due to ...", "by an explicit deny ..."), null where none does. Takes time in proportion to the clause, whatever follows it.
 */
export function scanReasonClause(
  text: string,
  position: number,
  cutAtEnd: boolean,
): ReasonClause | null {
  const because = wordAt(text, position, "because");
  if (because !== MISS) return because === CUT ? null : scanBecause(text, because, cutAtEnd);
  const withEnd = wordAt(text, position, "with");
  if (withEnd >= 0) return scanDeny(text, withEnd, cutAtEnd);
  const by = wordAt(text, position, "by");
  // Names end in "by"; no documented reason begins so, hence none that is cut is believed.
  const byDeny = by < 0 ? null : scanDeny(text, by, cutAtEnd);
  if (byDeny?.cut === false) return byDeny;
  const dueTo = wordsAt(text, position, ["due", "to"]);
  if (dueTo >= 0) return scanDeny(text, dueTo, cutAtEnd) ?? scanNamedLayer(text, dueTo);
  return null;
}

function scanBecause(text: string, position: number, cutAtEnd: boolean): ReasonClause | null {
  if (skipSpace(text, position) === text.length) return clause(text.length, true, "unknown");
  const no = wordAt(text, position, "no");
  if (no === CUT) return clause(text.length, true, "unknown");
  if (no >= 0) return scanNoneAllows(text, no);
  const other = otherCauseAt(text, position);
  if (other !== null) return { ...clause(text.length, other.cut, "unknown"), ...other.reason };
  const of = wordAt(text, position, "of");
  return scanDeny(text, of >= 0 ? of : position, cutAtEnd);
}

const allowVerbs = ["allows", "allow"];
const articles = ["the", "this", "that"];
const actionNouns = ["action", "actions", "operation"];

/** "... identity-based policy allows the s3:GetObject action", behind "because no". */
function scanNoneAllows(text: string, position: number): ReasonClause | null {
  if (skipSpace(text, position) === text.length) return clause(text.length, true, "implicit");
  const layer = scanPolicyLayer(text, position, "implicit", null);
  if (layer === null) return null;
  const cut = clause(text.length, true, "implicit", layer.type);
  if (layer.cut) return cut;
  const allows = anyWordAt(text, layer.end, allowVerbs);
  if (allows === MISS) return null;
  if (allows === CUT) return cut;
  const the = anyWordAt(text, allows, articles);
  if (the === CUT) return cut;
  const actionStart = skipSpace(text, the === MISS ? allows : the);
  const actionEnd = tokenEnd(text, actionStart);
  const noun = anyWordAt(text, actionEnd, actionNouns);
  if (noun === CUT) return cut;
  const end = noun === MISS ? withoutPunctuation(text, actionStart, actionEnd) : noun;
  return withVia(text, clause(end, false, "implicit", layer.type), false);
}

function withoutPunctuation(text: string, start: number, end: number): number {
  while (end > start && ".,;\"'`)".includes(text.charAt(end - 1))) end--;
  return end;
}

/** "an explicit deny in a service control policy: arn:...", behind "with", "due to" or "because of". */
function scanDeny(text: string, position: number, cutAtEnd: boolean): ReasonClause | null {
  if (skipSpace(text, position) === text.length) return clause(text.length, true, "unknown");
  const article = anyWordAt(text, position, ["an", "a", "the"]);
  if (article === CUT) return clause(text.length, true, "explicit");
  const kindAt = article === MISS ? position : article;
  let denyType: DenyType = "explicit";
  let kind = wordAt(text, kindAt, "explicit");
  if (kind === MISS) {
    denyType = "implicit";
    kind = wordAt(text, kindAt, "implicit");
  }
  if (kind === MISS) return null;
  if (kind === CUT) return clause(text.length, true, denyType);
  const deny = anyWordAt(text, kind, ["deny", "denial"]);
  if (deny === MISS) return null;
  if (deny === CUT) return clause(text.length, true, denyType);
  const where = wordAt(text, deny, "in");
  if (where === CUT) return clause(text.length, deny < text.length, denyType);
  if (where === MISS) return clause(deny, false, denyType);
  const layer = scanArticleAndLayer(text, where);
  if (layer === null) return clause(deny, false, denyType);
  if (layer.cut) return clause(layer.end, true, denyType, layer.type);
  const arn = scanPolicyArn(text, layer.end, cutAtEnd);
  const end = arn === null ? layer.end : arn.end;
  const whole = clause(end, false, denyType, layer.type, arn === null ? null : arn.arn);
  return withVia(text, whole, cutAtEnd);
}

function scanArticleAndLayer(text: string, position: number) {
  const yours = anyWordAt(text, position, ["your", "its", "this"]);
  if (yours >= 0) return scanPolicyLayer(text, yours, "explicit", null);
  for (const article of ["an", "the", "a"] as const) {
    const end = wordAt(text, position, article);
    if (end >= 0 && (end === text.length || isSpace(text.charCodeAt(end)))) {
      if (end === text.length && article === "a") break;
      return scanPolicyLayer(text, end, "explicit", article);
    }
  }
  const rest = skipSpace(text, position);
  if ("the".startsWith(text.slice(rest)) && rest < text.length) {
    return { type: "role-trust" as const, end: text.length, cut: true };
  }
  if (rest === text.length || rest === text.length - 1) {
    return { type: "unknown" as const, end: text.length, cut: true };
  }
  return scanPolicyLayer(text, position, "explicit", null);
}

/** "transitively through a service control policy: arn:...", behind the first layer. */
function withVia(text: string, first: ReasonClause, cutAtEnd: boolean): ReasonClause {
  const through = wordsAt(text, first.end, ["transitively", "through"]);
  if (through === MISS) return first;
  if (through === CUT) {
    const started = skipSpace(text, first.end) < text.length;
    return started ? { ...first, end: text.length, cut: true } : first;
  }
  const layer = scanArticleAndLayer(text, through);
  if (layer === null) return first;
  const via = layer.cut && layer.type === "unknown" ? null : layer.type;
  const whole = { ...first, end: layer.end, cut: layer.cut, via };
  const arn = layer.cut ? null : scanPolicyArn(text, layer.end, cutAtEnd);
  return arn === null ? whole : { ...whole, end: arn.end, policyArn: arn.arn };
}

/** "due to a VPC endpoint policy": a layer is named, but not whether it said no or said nothing. */
function scanNamedLayer(text: string, position: number): ReasonClause | null {
  const layer = scanArticleAndLayer(text, position);
  if (layer === null) return null;
  return clause(layer.end, layer.cut, "unknown", layer.type);
}
