import { type ReasonClause, scanReasonClause } from "./reason-clause.ts";
import { scanTail, type Tail } from "./tail.ts";
import { CUT, isSpace, skipSpace, wordAt, wordsAt } from "./words.ts";

/** Where the sentence's reason stands, what it says, and what follows it. */
export interface FoundReason {
  readonly start: number;
  readonly clause: ReasonClause;
  readonly tail: Tail | null;
}

/** Reads the reason that starts exactly at `position` and reaches, with its tail, the end of the text. */
export function reasonAt(text: string, position: number, cutAtEnd: boolean): FoundReason | null {
  const clause = scanReasonClause(text, position, cutAtEnd);
  if (clause === null) return null;
  if (clause.cut) return { start: position, clause, tail: null };
  const tail = scanTail(text, clause.end, cutAtEnd);
  return tail === null ? null : { start: position, clause, tail };
}

/**
 * Finds the last reason clause at or behind `from` that ends the message. Names and keys may hold text that reads like
 * a clause; what AWS says comes last, so an earlier clause is part of the resource. Linear: each clause that is
 * tried costs its own length.
 */
export function findLastReason(text: string, from: number, cutAtEnd: boolean): FoundReason | null {
  return findSpelled(text, from, cutAtEnd) ?? findAnyCase(text, from, cutAtEnd);
}

/** Backward over the openings as AWS spells them, by the engine's own search; a long last word (EC2's) is passed once. */
function findSpelled(text: string, from: number, cutAtEnd: boolean): FoundReason | null {
  const lastWord = text.lastIndexOf(" ") + 1;
  let because = lastOf(text, "because", from, lastWord);
  let withAt = lastOf(text, "with", from, lastWord);
  let due = lastOf(text, "due", from, lastWord);
  for (;;) {
    const at = Math.max(because, withAt, due);
    if (at < from) return null;
    const found = startsClause(text, at, from) ? reasonAt(text, at, cutAtEnd) : null;
    if (found !== null || at === 0) return found;
    if (at === because) because = text.lastIndexOf("because", at - 1);
    else if (at === withAt) withAt = text.lastIndexOf("with", at - 1);
    else due = text.lastIndexOf("due", at - 1);
  }
}

/** The same as `lastIndexOf`, but for what is before `from`: the engine looks forward far faster than backward. */
function lastOf(text: string, word: string, from: number, last: number): number {
  let at = -1;
  for (;;) {
    const next = text.indexOf(word, at === -1 ? from : at + 1);
    if (next === -1 || next > last) return at;
    at = next;
  }
}

function findAnyCase(text: string, from: number, cutAtEnd: boolean): FoundReason | null {
  for (let at = text.length - 1; at >= from; at--) {
    if (!startsClause(text, at, from)) continue;
    const found = reasonAt(text, at, cutAtEnd);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The last clause that is followed by a sentence nobody knows ("... action. Ask your administrator"); only for a text
 * that is not cut, since the real clause may have been cut off behind an imitation.
 */
export function findReasonBeforeSentence(text: string, from: number): FoundReason | null {
  for (let at = text.length - 1; at >= from; at--) {
    if (!startsClause(text, at, from)) continue;
    const clause = scanReasonClause(text, at, false);
    if (clause === null || clause.cut) continue;
    return startsSentence(text, clause.end) ? { start: at, clause, tail: null } : null;
  }
  return null;
}

/** The last "because" whose meaning is unknown; -1 where there is none. */
export function findLastBecause(text: string, from: number): number {
  for (let at = text.length - 1; at >= from; at--) {
    if (startsClause(text, at, from) && wordAt(text, at, "because") >= 0) return at;
  }
  return -1;
}

/** Whether the text at `position` begins like "because", "by", "with" or "due", where a word may begin. */
function startsClause(text: string, position: number, from: number): boolean {
  const letter = text.charCodeAt(position) | 32;
  if (letter !== 98 && letter !== 119 && letter !== 100) return false;
  if (position > from && !closesWord(text.charCodeAt(position - 1))) return false;
  const next = text.charCodeAt(position + 1) | 32;
  if (letter === 119) return next === 105 && !continuesTail(text, position);
  return letter === 98 ? next === 101 || next === 121 : next === 117;
}

const beforeId = "GetRequestAuthorizationDetails API ";

/** "... API with the following authorization id: ID", perhaps cut: a "with" that says nothing of a deny. */
function continuesTail(text: string, position: number): boolean {
  if (!text.startsWith(beforeId, position - beforeId.length)) return false;
  const words = wordsAt(text, position, ["with", "the", "following"]);
  return words >= 0 || words === CUT;
}

function closesWord(code: number): boolean {
  return isSpace(code) || code === 34 || code === 39 || code === 96 || code === 44 || code === 40;
}

function startsSentence(text: string, position: number): boolean {
  const next = text.charCodeAt(position);
  if (next === 10 || next === 13 || next === 34 || next === 39) return true;
  if (next !== 46 && next !== 59 && next !== 44 && next !== 58) return false;
  const after = skipSpace(text, position + 1);
  return after > position + 1 || after === text.length;
}
