const messageKey = /[Mm]essage(\\*)"\s*:\s*\\*"/;
const maxDepth = 4;

/**
 * The sentence inside a message that is JSON (whole or cut), an XML error document or HTML-escaped; any other text as
 * it is, without white space around it. Never throws.
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
    const inner = fromJson(text);
    if (inner !== null) return inner;
  }
  const markup = fromXml(text);
  if (markup !== null) return markup;
  if (!text.includes('"')) return isEscaped(text) ? withoutEntities(text) : null;
  return fromEmbeddedJson(text) ?? fromQuotes(text);
}

function fromJson(text: string): string | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const texts = messageTexts(root);
  return texts.find((candidate) => candidate.includes("uthori")) ?? texts[0] ?? null;
}

/** Every text that may be the message, in reading order; a stack, since the nesting is the sender's choice. */
function messageTexts(root: unknown): string[] {
  const found: string[] = [];
  const stack: { value: unknown; key: string }[] = [{ value: root, key: "message" }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, key } = next;
    if (typeof value === "string") {
      if (isMessageKey(key) || value.startsWith("{")) found.push(value);
    } else if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) stack.push({ value: value[i], key });
    } else if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value);
      for (const [name, member] of entries.reverse()) stack.push({ value: member, key: name });
    }
  }
  return found;
}

function isMessageKey(key: string): boolean {
  const folded = key.toLowerCase();
  return folded.endsWith("message") || folded === "error" || folded === "errors";
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

/** The sentence's own quote is escaped; one behind it is somebody's name for a resource. */
function isEscaped(text: string): boolean {
  const resource = text.indexOf("resource: ");
  return resource !== -1 && text.startsWith("&quot;", resource + "resource: ".length);
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
