import {
  findLastBecause,
  findLastReason,
  findReasonBeforeSentence,
  type FoundReason,
  reasonAt,
} from "./find-reason.ts";
import { findTail } from "./find-tail.ts";
import { scanReasonClause } from "./reason-clause.ts";
import { scanTail, type Tail } from "./tail.ts";
import { anyWordAt, CUT, isSpace, skipSpace, tokenEnd, wordAt } from "./words.ts";

/** What stands behind the action: on what, why, and the message's tail. */
export interface ResourceClause {
  readonly resource: string | null;
  readonly reason: FoundReason | null;
  readonly tail: Tail | null;
}

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  "`": "`'",
  "'": "'",
  "\u201c": "\u201d",
  "\u2018": "\u2019",
};

/**
 * Reads "on resource: ..." and all that follows it, from behind the verb to the end of the text. `direct` allows the
 * resource without "on" ("not authorized to access resource R").
 */
export function scanResourceClause(
  text: string,
  position: number,
  cutAtEnd: boolean,
  direct: boolean,
): ResourceClause {
  const start = resourceStart(text, position, direct);
  if (start === -1) return { resource: null, ...reasonAndTail(text, position, cutAtEnd) };
  const closing = closers[text.charAt(start)];
  if (closing !== undefined) return scanQuoted(text, start + 1, closing, cutAtEnd);
  return scanUnquoted(text, start, cutAtEnd);
}

/** The start of the resource's text, or -1 where the sentence names none ("on this resource"). */
function resourceStart(text: string, position: number, direct: boolean): number {
  const preposition = wordAt(text, position, "on");
  if (preposition < 0 && !direct) return -1;
  const on = preposition < 0 ? position : preposition;
  const article = anyWordAt(text, on, ["the", "this", "that", "any"]);
  const specified = article < 0 ? article : wordAt(text, article, "specified");
  const nounAt = specified >= 0 ? specified : article >= 0 ? article : on;
  const noun = anyWordAt(text, nounAt, ["resource", "resources", "resource(s)"]);
  if (noun === CUT && skipSpace(text, nounAt) < text.length) return -1;
  if (noun < 0) return article >= 0 || preposition < 0 ? -1 : named(text, on);
  const colon = skipSpace(text, noun);
  if (text.charAt(colon) === ":") return named(text, colon + 1);
  return article >= 0 ? -1 : named(text, noun);
}

function named(text: string, position: number): number {
  const start = skipSpace(text, position);
  return start < text.length ? start : -1;
}

/** Reads the reason and the tail of a sentence without a resource. */
export function reasonAndTail(
  text: string,
  position: number,
  cutAtEnd: boolean,
): Omit<ResourceClause, "resource"> {
  const reason =
    findLastReason(text, position, cutAtEnd) ??
    (cutAtEnd ? null : findReasonBeforeSentence(text, position));
  if (reason !== null) return { reason, tail: reason.tail };
  // Nobody but the service writes between the action and a reason that follows it at once.
  const start = skipSpace(text, position);
  const clause = cutAtEnd ? null : scanReasonClause(text, start, cutAtEnd);
  if (clause !== null) return { reason: { start, clause, tail: null }, tail: null };
  return { reason, tail: findTail(text, position, cutAtEnd).tail };
}

/**
 * A quoted resource ends at the last quote behind which the rest reads as a reason, a tail or nothing: a key may
 * hold quotes and imitations, but not what AWS writes last.
 */
function scanQuoted(
  text: string,
  start: number,
  closing: string,
  cutAtEnd: boolean,
): ResourceClause {
  for (
    let at = lastOfAny(text, closing, text.length);
    at >= start;
    at = lastOfAny(text, closing, at)
  ) {
    const rest = skipSpace(text, at + 1);
    const reason = reasonAt(text, rest, cutAtEnd);
    const tail = reason === null ? scanTail(text, at + 1, cutAtEnd) : reason.tail;
    if (reason === null && tail === null && !beginsCutReason(text, rest)) continue;
    return { resource: resourceText(text, start, at), reason, tail };
  }
  return cutAtEnd ? unclosed(text, start) : scanLooselyQuoted(text, start, closing);
}

/** The last place before `end` that holds one of some characters; -1 where there is none. */
function lastOfAny(text: string, characters: string, end: number): number {
  let at = end - 1;
  if (characters.length === 1 && at >= 0) return text.lastIndexOf(characters, at);
  while (at >= 0 && !characters.includes(text.charAt(at))) at--;
  return at;
}

/** A quoted resource before text that nobody knows: the last quote with a clause behind it, else the only quote. */
function scanLooselyQuoted(text: string, start: number, closing: string): ResourceClause {
  const reason = findReasonBeforeSentence(text, start);
  const before = reason === null ? -1 : lastNonSpace(text, reason.start);
  if (reason !== null && before >= start && closing.includes(text.charAt(before))) {
    return { resource: resourceText(text, start, before), reason, tail: null };
  }
  let first = start;
  while (first < text.length && !closing.includes(text.charAt(first))) first++;
  if (first === text.length) return unclosed(text, start);
  return { resource: resourceText(text, start, first), reason: null, tail: null };
}

function unclosed(text: string, start: number): ResourceClause {
  return { resource: resourceText(text, start, text.length), reason: null, tail: null };
}

function scanUnquoted(text: string, start: number, cutAtEnd: boolean): ResourceClause {
  const oneToken = tokenEnd(text, start);
  const reason =
    findLastReason(text, start, cutAtEnd) ??
    (cutAtEnd ? null : findReasonBeforeSentence(text, oneToken));
  if (reason !== null) {
    const resource = resourceText(text, start, reason.start);
    return {
      resource: resource && withoutSentencePunctuation(resource),
      reason,
      tail: reason.tail,
    };
  }
  const { position, tail } = findTail(text, start, cutAtEnd);
  const because = findLastBecause(text.slice(0, position), start);
  const end = because === -1 ? withoutCutReason(text, start, position) : because;
  const resource = resourceText(text, start, sentenceEnd(text, start, end));
  return { resource: resource && withoutSentencePunctuation(resource), reason: null, tail };
}

/** Whether the rest of the text is a cut "because" or "with". */
function beginsCutReason(text: string, position: number): boolean {
  const rest = text.length - position;
  if (rest < 1 || rest > 7) return false;
  const cut = text.slice(position).trimEnd().toLowerCase();
  return ["because", "with", "due to"].some((word) => word.startsWith(cut));
}

function withoutCutReason(text: string, start: number, end: number): number {
  if (end !== text.length) return end;
  const last = text.lastIndexOf(" ");
  return last > start && beginsCutReason(text, last + 1) ? last : end;
}

/** Without the sentence's own full stop, and without the quote that closes a wrapper around the sentence. */
function withoutSentencePunctuation(resource: string): string | null {
  let own = resource;
  if (/[.,;]$/.test(own) && !own.endsWith("..")) own = own.slice(0, -1);
  if (own.endsWith('"') && own.indexOf('"') === own.length - 1) own = own.slice(0, -1);
  return own === "" ? null : own;
}

/** The end of the resource where a sentence of its own follows a single word: "arn:... . Please ...". */
function sentenceEnd(text: string, start: number, end: number): number {
  const token = tokenEnd(text, start);
  if (token >= end || !".,;".includes(text.charAt(token - 1))) return end;
  const next = text.charAt(skipSpace(text, token));
  return next !== next.toLowerCase() ? token : end;
}

function lastNonSpace(text: string, position: number): number {
  position--;
  while (position >= 0 && isSpace(text.charCodeAt(position))) position--;
  return position;
}

/** The resource's own text, without white space; null for nothing and for an elision. */
function resourceText(text: string, start: number, end: number): string | null {
  const own = text.slice(start, end).trim();
  return own === "" || own === "\u2026" || own === "[...]" || own === "..." ? null : own;
}
