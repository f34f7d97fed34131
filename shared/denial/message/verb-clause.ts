import { anyWordAt, isSpace, skipSpace, tokenEnd } from "./words.ts";

/** "not authorized to perform: s3:GetObject": where it stands and what it names. */
export interface VerbClause {
  /** Where "not" begins. */
  readonly start: number;
  readonly end: number;
  readonly action: string | null;
  /** The verb takes a resource ("access"), not an action. */
  readonly takesResource: boolean;
}

const heading = /\b(?:not\s+(?:authori[sz]ed|allowed|permitted)|unauthorized)\s+to\s+(?=\S)/gi;
const canonical = "not authorized to perform: ";
const actionVerbs = ["perform", "perform:", "execute", "execute:"];

/**
 * Finds the first "not authorized to ..." that names an action, else the first that names none ("this operation").
 * The first, since what stands behind it may hold a resource's name that reads the same.
 */
export function findVerbClause(text: string): VerbClause | null {
  const plain = text.indexOf(canonical);
  if (plain !== -1) {
    const clause = readVerb(text, plain, plain + "not authorized to ".length);
    if (clause.action !== null) return clause;
  }
  let withoutAction: VerbClause | null = null;
  heading.lastIndex = 0;
  for (let match = heading.exec(text); match !== null; match = heading.exec(text)) {
    const clause = readVerb(text, match.index, heading.lastIndex);
    if (clause.action !== null) return clause;
    withoutAction ??= clause;
  }
  return withoutAction;
}

function readVerb(text: string, start: number, position: number): VerbClause {
  const verb = anyWordAt(text, position, actionVerbs);
  if (verb < 0) {
    const access = anyWordAt(text, position, ["access"]);
    return access < 0
      ? { start, end: position, action: null, takesResource: false }
      : { start, end: access, action: null, takesResource: true };
  }
  const from = skipSpace(text, verb);
  const colon = skipSpace(text, text.charAt(from) === ":" ? from + 1 : from);
  const { end, action } = readAction(text, colon);
  return { start, end: action === null ? colon : end, action, takesResource: false };
}

const openers: Readonly<Record<string, string>> = { "`": "`'", '"': '"', "'": "'", "[": "]" };

function readAction(text: string, start: number): { end: number; action: string | null } {
  const closing = openers[text.charAt(start)];
  let end = closing === undefined ? start : start + 1;
  const from = end;
  while (end < text.length && !isSpace(text.charCodeAt(end))) {
    if (closing?.includes(text.charAt(end)) === true) {
      return { end: end + 1, action: actionName(text.slice(from, end)) };
    }
    end++;
  }
  end = tokenEnd(text, start);
  let stop = end;
  while (stop > from && ".,;:)\"'`]}\\".includes(text.charAt(stop - 1))) stop--;
  return { end: stop, action: actionName(text.slice(from, stop)) };
}

const noActions = new Set(["this", "the", "these", "that", "any", "an", "a", "such", "on", "null"]);

/** `s3:GetObject`, `GetLogGroupFields`, a cut `ec2:DescribeSe`; null for "this operation". */
function actionName(token: string): string | null {
  return /^[A-Za-z*][\w*:.-]{0,199}$/.test(token) && !noActions.has(token.toLowerCase())
    ? token
    : null;
}
