import { anyWordAt, skipSpace, tokenEnd, wordAt } from "./words.ts";

/** "not authorized to perform: s3:GetObject": where it stands and what it names. */
export interface VerbClause {
  /** Where "not" begins. */
  readonly start: number;
  readonly end: number;
  readonly action: string | null;
  /** The verb takes a resource ("access"), not an action. */
  readonly takesResource: boolean;
}

const heading =
  /(?:(?:\bnot|n['\u2019]t)\s+(?:authori[sz]ed|allowed|permitted|have\s+(?:the\s+)?(?:(?:sufficient|required|necessary)\s+)?permissions?)|\bunauthorized)\s+to\s+(?=\S)/gi;
const canonical = "not authorized to perform: ";
const actionVerbs = ["perform", "perform:", "execute", "execute:"];
/** Verbs that also stand before other things: only a name with a colon is an action there. */
const looseVerbs = ["call", "call:", "invoke", "invoke:", "run", "run:"];

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
    if (clause.action?.includes(":") === true) return clause;
    if (match[0].includes("ermission")) continue;
    if (clause.action !== null) return clause;
    withoutAction ??= clause;
  }
  return withoutAction;
}

function readVerb(text: string, start: number, position: number): VerbClause {
  const strict = anyWordAt(text, position, actionVerbs);
  const verb = strict < 0 ? anyWordAt(text, position, looseVerbs) : strict;
  if (verb < 0) {
    const access = anyWordAt(text, position, ["access"]);
    return access < 0
      ? { start, end: position, action: null, takesResource: false }
      : { start, end: access, action: null, takesResource: true };
  }
  const from = skipSpace(text, verb);
  const colon = skipSpace(text, text.charAt(from) === ":" ? from + 1 : from);
  const { end, action } = readAction(text, behindArticle(text, colon));
  if (action === null || (strict < 0 && !action.includes(":"))) {
    return { start, end: colon, action: null, takesResource: false };
  }
  return { start, end: behindNoun(text, end), action, takesResource: false };
}

/** Behind the article of Elastic Beanstalk's "the 's3:CreateBucket' action". */
function behindArticle(text: string, position: number): number {
  const article = wordAt(text, position, "the");
  const start = article < 0 ? position : skipSpace(text, article);
  return start < text.length && "'`\"".includes(text.charAt(start)) ? start : position;
}

/** Behind the action's own noun and comma: what follows is the resource. */
function behindNoun(text: string, position: number): number {
  const noun = wordAt(text, position, "action");
  const end = noun < 0 ? position : noun;
  return text.charAt(end) === "," ? end + 1 : end;
}

const openers: Readonly<Record<string, string>> = { "`": "`'", '"': '"', "'": "'", "[": "]" };

function readAction(text: string, start: number): { end: number; action: string | null } {
  const end = tokenEnd(text, start);
  const closing = openers[text.charAt(start)];
  const from = closing === undefined ? start : start + 1;
  for (let at = from; closing !== undefined && at < end; at++) {
    if (closing.includes(text.charAt(at))) {
      return { end: at + 1, action: actionName(text.slice(from, at), false) };
    }
  }
  let stop = end;
  while (stop > from && ".,;:)\"'`]}\\".includes(text.charAt(stop - 1))) stop--;
  return { end: stop, action: actionName(text.slice(from, stop), stop === text.length) };
}

const noActions = ["this", "the", "these", "that", "any", "an", "a", "such", "on", "null"];

/** `s3:GetObject`, `GetLogGroupFields`, a cut `ec2:DescribeSe`; null for "this operation", cut or whole. */
function actionName(token: string, reachesEnd: boolean): string | null {
  if (!/^[A-Za-z*][\w*:.-]{0,199}$/.test(token)) return null;
  const folded = token.toLowerCase();
  const isOther = noActions.some((word) =>
    reachesEnd ? word.startsWith(folded) : word === folded,
  );
  return isOther ? null : token;
}
