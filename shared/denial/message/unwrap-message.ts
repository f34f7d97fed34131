import { jsonSentence } from "./json-sentence.ts";

const messageKey = /[Mm]essage(\\*)"\s*:\s*\\*"/;
const maxDepth = 4;

/**
 * The sentence inside a message that is JSON (whole or cut), Python's like of it, an XML error document, URL-encoded or
 * escaped; any other text as it is, without white space around it. Never throws.
 */
export function unwrapMessage(message: string): string {
  let text = message.trim();
  for (let depth = 0; depth < maxDepth; depth++) {
    const inner = innerText(text);
    if (inner === null) break;
    text = inner.trim();
  }
  return text;
}

function innerText(text: string): string | null {
  const first = text.charAt(0);
  if (first === "{" || first === "[" || first === '"') {
    const inner = jsonSentence(text) ?? fromPython(text);
    if (inner !== null) return inner;
    if (first === "[" && text.endsWith("]")) return text.slice(1, -1);
  }
  const markup = fromXml(text);
  if (markup !== null) return markup;
  if (text.startsWith("User%3A%20")) return decoded(text);
  if (!text.includes('"')) {
    return startsResource(text, "&quot;") ? withoutEntities(text) : null;
  }
  const json = fromEmbeddedJson(text);
  if (json !== null) return json;
  if (startsResource(text, "\\")) return text.replace(/\\+"/g, '"');
  return fromQuotes(text);
}

/** A Python program's `{'Error': {'Message': '...', 'Code': ...}}`, as its `repr` quotes it. */
function fromPython(text: string): string | null {
  const match = /[Mm]essage'\s*:\s*(['"])/.exec(text);
  if (match === null || isBehindVerb(text, match.index)) return null;
  const start = match.index + match[0].length;
  let end = start;
  while (end < text.length && text.charAt(end) !== match[1]) {
    end += text.charAt(end) === "\\" ? 2 : 1;
  }
  return text.slice(start, end).replaceAll("\\'", "'");
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** CloudFormation's `Resource handler returned message: "User: ..." (RequestToken: ...)`, whose inner quotes are bare. */
function fromQuotes(text: string): string | null {
  const opening = text.indexOf('"User');
  if (opening === -1 || isBehindVerb(text, opening)) return null;
  const closing = text.lastIndexOf('"');
  const rest = closing > opening ? text.slice(closing + 1).trim() : "unclosed";
  const closes = rest === "" || ".,;)(".includes(rest.charAt(0));
  return closes ? text.slice(opening + 1, closing) : text.slice(opening + 1);
}

/** A wrapper stands before the sentence; what looks like one behind its verb is somebody's name for a resource. */
function isBehindVerb(text: string, position: number): boolean {
  const verb = text.indexOf("uthorized to ");
  return verb !== -1 && verb < position;
}

/** JSON behind other text, or cut: the text behind the message's key up to the quote that closes it. */
function fromEmbeddedJson(text: string): string | null {
  const match = messageKey.exec(text);
  if (match === null || isBehindVerb(text, match.index)) return null;
  const level = match[1]?.length ?? 0;
  const start = match.index + match[0].length;
  let out = "";
  let copied = start;
  let slashes = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) {
      slashes++;
      continue;
    }
    if (code === 34 && slashes <= level) {
      return out + text.slice(copied, at - slashes);
    }
    if (code === 34) {
      out += `${text.slice(copied, at - slashes)}"`;
      copied = at + 1;
    }
    slashes = 0;
  }
  return out + text.slice(copied);
}

const entities: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

/** How the sentence's own resource starts; what stands behind is somebody's name for a resource. */
function startsResource(text: string, start: string): boolean {
  const resource = text.indexOf("resource: ");
  return resource !== -1 && text.startsWith(start, resource + "resource: ".length);
}

function fromXml(text: string): string | null {
  const at = text.indexOf("<Message>");
  if (at === -1 || isBehindVerb(text, at)) return null;
  const start = at + "<Message>".length;
  const end = text.indexOf("</Message>", start);
  const inner = end === -1 ? text.slice(start) : text.slice(start, end);
  return withoutEntities(inner);
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:quot|apos|lt|gt|amp|#34|#39);/g, (name) => entities[name] ?? name);
}
