import { isSpace, isWordCode, skipSpace, tokenEnd } from "./words.ts";

/** In words: a service's name, "CloudWatch Alarms". More is a sentence. */
const longestName = 4;
const markers = ["User", "user", "USER", "Principal", "principal"];
const nobody = new Set([
  "",
  "you",
  "user",
  "users",
  "caller",
  "requester",
  "identity",
  "account",
  "it",
  "api",
  "null",
  "...",
  "\u2026",
  "[...]",
]);

const longestNobody = Math.max(...[...nobody].map(({ length }) => length));

/**
 * Who: the text between the last "User:" before the verb and the verb's "is", without quotes.
 * Without such a word, the words at the sentence's start ("CloudWatch Alarms"). Null where elided ("User is ...").
 */
export function scanPrincipal(text: string, verbStart: number): string | null {
  const end = beforeIs(text, verbStart);
  const marked = markedStart(text, end);
  if (marked !== -1) return clean(text.slice(marked, end));
  const own = clean(text.slice(sentenceStart(text, end), end));
  if (own === null || endsInNobody(own)) return null;
  const arn = own.indexOf("arn:");
  if (arn > 0 && isSpace(own.charCodeAt(arn - 1))) return own.slice(arn);
  if (own.split(/\s/, longestName + 1).length > longestName) return null;
  return /^(?:the|this|your|an?|that|account|role|group)\s/i.test(own) ? null : own;
}

/** The principal of a message that was cut before its verb: an ARN behind "User:" that reaches the end. */
export function scanCutPrincipal(text: string): string | null {
  const marked = markedStart(text, text.length);
  if (marked === -1 || !text.startsWith("arn:", marked)) return null;
  const end = tokenEnd(text, marked);
  const rest = text.slice(skipSpace(text, end), end + 40).trimEnd();
  return " is not authorized to perform:".startsWith(` ${rest}`) ? text.slice(marked, end) : null;
}

/** Where the principal's text ends: before the verb's "is", "are", "was", "does" or "do". */
function beforeIs(text: string, verbStart: number): number {
  const end = backOverSpace(text, verbStart);
  for (const verb of ["is", "are", "was", "does", "do"]) {
    const start = end - verb.length;
    const apart =
      start <= 0 || isSpace(text.charCodeAt(start - 1)) || !isWordCode(text.charCodeAt(start - 1));
    if (start >= 0 && apart && text.slice(start, end).toLowerCase() === verb) {
      return backOverSpace(text, start);
    }
  }
  return end;
}

function backOverSpace(text: string, position: number): number {
  while (position > 0 && isSpace(text.charCodeAt(position - 1))) position--;
  return position;
}

/** Behind the last "User:" (or "User" before an ARN, a quote or nothing) before `end`; -1 where there is none. */
function markedStart(text: string, end: number): number {
  let best = -1;
  for (const marker of markers) {
    let at = text.lastIndexOf(marker, end - marker.length);
    while (at >= 0 && at > best) {
      const start = behindMarker(text, at, marker, end);
      if (start !== -1) {
        best = Math.max(best, start);
        if (isOneWord(text, start, end)) return best;
        break;
      }
      at = at === 0 ? -1 : text.lastIndexOf(marker, at - 1);
    }
  }
  return best;
}

function isOneWord(text: string, start: number, end: number): boolean {
  const space = text.indexOf(" ", start);
  return start < end && (space === -1 || space >= end);
}

function behindMarker(text: string, at: number, marker: string, end: number): number {
  if (at > 0 && (isWordCode(text.charCodeAt(at - 1)) || "/:@+=.,".includes(text.charAt(at - 1)))) {
    return -1;
  }
  const after = at + marker.length;
  if (after >= end) return end;
  if (text.charAt(after) === ":") return skipSpace(text, after + 1);
  if (!isSpace(text.charCodeAt(after))) return -1;
  const start = skipSpace(text, after);
  const capital = marker.startsWith("U") || marker.startsWith("P");
  const opens = "`\"'[<.".includes(text.charAt(start)) || text.startsWith("arn:", start);
  return opens || (capital && text.startsWith("with ", start)) ? start : -1;
}

/** The start of the words before `end`: behind a line break, a quote, "; ", ". " or ": ". */
function sentenceStart(text: string, end: number): number {
  for (let at = end - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13 || code === 34 || code === 62) return at + 1;
    const ends = code === 46 || code === 58 || code === 59;
    if (ends && at + 1 < end && isSpace(text.charCodeAt(at + 1))) return at + 2;
  }
  return 0;
}

/** "API: ec2:RunInstances You are ...", "Value 'You are ...": the words before "You" are a wrapper's. */
function endsInNobody(own: string): boolean {
  return /(?:^|[\s'"`])you$/i.test(own);
}

const quotes: Readonly<Record<string, string>> = { '"': '"', "`": "`'", "'": "'", "[": "]" };

function clean(text: string): string | null {
  let own = text.trim();
  if (own === "[...]") return null;
  const closing = quotes[own.charAt(0)];
  if (closing !== undefined) {
    own = closing.includes(own.charAt(own.length - 1)) ? own.slice(1, -1).trim() : own.slice(1);
  }
  const isNobody = own.length <= longestNobody && nobody.has(own.toLowerCase());
  return isNobody || own.startsWith("with ") ? null : own;
}
