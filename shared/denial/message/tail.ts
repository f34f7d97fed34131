import { parseConsoleUrl } from "./console-url.ts";
import { CUT, isSpace, isWordCode, MISS, skipSpace, tokenEnd, wordsAt } from "./words.ts";

/** What services put behind the sentence: EC2's encoded message, the authorization id, an SDK's request details. */
export interface Tail {
  readonly encoded: boolean;
  readonly encodedMessage: string | null;
  readonly authorizationId: string | null;
  readonly authorizationUrl: string | null;
}

/** The tail of a message that has none. */
export const noTail: Tail = {
  encoded: false,
  encodedMessage: null,
  authorizationId: null,
  authorizationUrl: null,
};

interface Step {
  readonly end: number;
  readonly tail: Partial<Tail>;
  /** Any text may follow. */
  readonly open: boolean;
}

const maxClosers = 8;
const maxSteps = 6;

/**
 * Reads the text from `position` to its end as a tail, null where it is none: then the position is not the end of
 * the sentence. `cutAtEnd` says that the message was cut at its end, so that nothing that reaches it is whole.
 */
export function scanTail(text: string, position: number, cutAtEnd: boolean): Tail | null {
  let tail = noTail;
  let at = skipClosers(text, position);
  for (let step = 0; step < maxSteps; step++) {
    if (at >= text.length) return tail;
    const found =
      scanEncoded(text, at, cutAtEnd) ??
      scanAuthorization(text, at, cutAtEnd) ??
      scanRequestDetails(text, at);
    if (found === null) return null;
    tail = { ...tail, ...found.tail };
    at = skipClosers(text, found.end);
    if (found.open && !startsStep(text, at)) return tail;
  }
  return null;
}

/** Sentence punctuation and what closes a wrapper; few, so that a run of quotes costs no more than its length. */
function skipClosers(text: string, position: number): number {
  let at = skipSpace(text, position);
  for (let count = 0; count < maxClosers && at < text.length; count++) {
    if (!".,;!\"'`)]}\\>".includes(text.charAt(at))) break;
    at = skipSpace(text, at + 1);
  }
  return at;
}

function startsStep(text: string, position: number): boolean {
  return ["Encoded authorization", "Go to http", "(", "status code"].some((opening) =>
    text.startsWith(opening, position),
  );
}

const blob = /[\w=-]*/y;

function scanEncoded(text: string, position: number, cutAtEnd: boolean): Step | null {
  const words = ["encoded", "authorization", "failure", "message:"];
  const label = wordsAt(text, position, words);
  if (label === MISS) return null;
  if (label === CUT) return { end: text.length, tail: {}, open: false };
  const start = skipSpace(text, label);
  blob.lastIndex = start;
  blob.test(text);
  const end = blob.lastIndex;
  const whole = end > start && !(end === text.length && cutAtEnd);
  const encodedMessage = whole ? text.slice(start, end) : null;
  return { end, tail: { encoded: true, encodedMessage }, open: true };
}

/** "Go to URL for complete details, or call ... with the following authorization id: ID". */
function scanAuthorization(text: string, position: number, cutAtEnd: boolean): Step | null {
  const goTo = wordsAt(text, position, ["go", "to"]);
  if (goTo === MISS) return null;
  if (goTo === CUT) return { end: text.length, tail: {}, open: false };
  const start = skipSpace(text, goTo);
  const end = tokenEnd(text, start);
  const page = text.slice(start, end);
  const details = "#/authorization-details/";
  const mark = page.indexOf(details);
  const fromPage = mark === -1 ? null : wholeId(page.slice(mark + details.length));
  const stated = wordsAt(text, end, statedWords);
  if (stated === MISS && !text.startsWith("https://", start)) return null;
  const stop = stated >= 0 ? idEnd(text, skipSpace(text, stated)) : end;
  const reachesCut = stop === text.length && cutAtEnd;
  const fromText =
    stated >= 0 && !reachesCut ? wholeId(text.slice(skipSpace(text, stated), stop)) : null;
  const pageId = end === text.length ? null : fromPage;
  const tail = {
    // The page's, where the text ends within the one that is stated.
    authorizationId: fromText === null || pageId?.startsWith(fromText) === true ? pageId : fromText,
    authorizationUrl: pageId === null ? null : parseConsoleUrl(page),
  };
  return { end: stated === CUT ? text.length : stop, tail, open: true };
}

const statedWords =
  "for complete details, or call the getrequestauthorizationdetails api with the following authorization id:".split(
    " ",
  );

function idEnd(text: string, position: number): number {
  while (position < text.length && isWordCode(text.charCodeAt(position))) position++;
  return position;
}

function wholeId(text: string): string | null {
  return /^[0-9A-Za-z]{16,64}$/.test(text) ? text : null;
}

const detailOpenings = [
  "(Service: ",
  "(RequestToken: ",
  "(HandlerErrorCode: ",
  "(SDK Attempt Count: ",
  "(Request ID: ",
];

/** "(Service: ...; Status Code: 403; ...)" and "status code: 403, request id: ..."; perhaps cut. */
function scanRequestDetails(text: string, position: number): Step | null {
  if (text.startsWith("</", position)) return { end: text.length, tail: {}, open: false };
  const status = wordsAt(text, position, ["status", "code:"]);
  if (status === CUT) return { end: text.length, tail: {}, open: false };
  if (status >= 0) {
    const end = detailsEnd(text, position);
    return end === text.length ? { end, tail: {}, open: false } : null;
  }
  if (text.charCodeAt(position) !== 40) return null;
  const opening = text.slice(position, position + 24);
  if (!detailOpenings.some((known) => opening.startsWith(known) || known.startsWith(opening))) {
    return null;
  }
  const end = detailsEnd(text, position + 1);
  if (end === text.length) return { end, tail: {}, open: false };
  return text.charCodeAt(end) === 41 ? { end: end + 1, tail: {}, open: false } : null;
}

function detailsEnd(text: string, position: number): number {
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (!isWordCode(code) && !isSpace(code) && !":;,./+=".includes(text.charAt(position))) break;
    position++;
  }
  return position;
}
