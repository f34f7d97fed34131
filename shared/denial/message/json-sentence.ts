/** A text of a JSON value, and whether its key says that it is a message. */
interface JsonText {
  readonly text: string;
  readonly isMessage: boolean;
}

/** The text of a JSON document that is most likely the message; null where it is none, or holds no text. */
export function jsonSentence(text: string): string | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const texts = jsonTexts(root);
  const messages = texts.filter(({ isMessage }) => isMessage);
  const best =
    messages.find(isSentence) ??
    texts.find(isSentence) ??
    messages.find(({ text: own }) => own.includes("uthori") && own.includes(" ")) ??
    messages.find(({ text: own }) => own.includes(" ")) ??
    messages[0];
  return best?.text ?? null;
}

/** What a denial's sentence has and an error's code ("Unauthorized") has not. */
function isSentence({ text }: JsonText): boolean {
  return text.includes("uthorized to ");
}

/** Every text, in reading order; a stack, since the nesting is the sender's choice. */
function jsonTexts(root: unknown): JsonText[] {
  const found: JsonText[] = [];
  const stack: { value: unknown; key: string }[] = [{ value: root, key: "message" }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, key } = next;
    if (typeof value === "string") {
      found.push({ text: value, isMessage: isMessageKey(key) || value.startsWith("{") });
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
  return (
    folded.endsWith("message") || folded === "error" || folded === "errors" || folded === "cause"
  );
}
