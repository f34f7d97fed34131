interface SecretPattern {
  /** What it catches, for whoever reads a failing test. */
  readonly id: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

const masked = "[masked]";

/**
 * What looks like a credential ("Understanding unique ID prefixes", IAM User Guide, for the key ids). Each pattern
 * starts at a literal or a boundary and repeats one class only, so that matching stays linear in hostile text.
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    id: "private-key",
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
    replacement: masked,
  },
  {
    id: "slack-webhook",
    pattern: /(https:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"'<>|]+/gi,
    replacement: `$1${masked}`,
  },
  { id: "slack-token", pattern: /\bx(?:ox[a-z]|app)-[\w-]{10,}/g, replacement: masked },
  {
    id: "github-token",
    pattern: /\b(?:gh[pousr]_|github_pat_|glpat-)[\w-]{16,}/g,
    replacement: masked,
  },
  {
    id: "json-web-token",
    pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
    replacement: masked,
  },
  {
    id: "session-token",
    pattern: /\b(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9/+=%]{60,}/g,
    replacement: masked,
  },
  {
    id: "url-password",
    pattern: /(:\/\/[^\s/:@"'<>]{0,100}:)[^\s/@"'<>]{1,200}@/g,
    replacement: `$1${masked}@`,
  },
  {
    id: "authorization-header",
    pattern: /\b(bearer|basic)\s+[\w.~+/-]{16,}=*/gi,
    replacement: `$1 ${masked}`,
  },
  {
    id: "named-secret",
    pattern:
      /((?:password|passwd|pwd|secret|token|signature|api[_-]?key|access[_-]?key|private[_-]?key|passphrase)["']?\s?=\s?["']?)[^\s"'&,;<>]+/gi,
    replacement: `$1${masked}`,
  },
  {
    id: "named-secret-in-json",
    pattern:
      /((?:password|passwd|pwd|secret|token|signature|api[_-]?key|access[_-]?key|private[_-]?key|passphrase)["']\s?:\s?["'])[^"']+/gi,
    replacement: `$1${masked}`,
  },
  {
    id: "password-in-prose",
    pattern: /\b((?:password|passwd|passphrase)\s?:\s?)[^\s"'&,;<>]+/gi,
    replacement: `$1${masked}`,
  },
  {
    // Masked in part: the id alone opens nothing, and its ends tell which key it is.
    id: "access-key-id",
    pattern: /\b(A(?:KIA|SIA|BIA|CCA))[A-Z0-9]{8,120}([A-Z0-9]{4})\b/g,
    replacement: "$1…$2",
  },
];

/** Forty characters of base64 that stand alone; a hash in hex or a plain word of that length is none. */
export const secretAccessKey = /(?<![A-Za-z0-9/+=_.-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g;

/** The text with what looks like a secret masked; the rest stays as it is. Linear in the text's length. */
export function maskSecrets(text: string): string {
  const patterned = secretPatterns.reduce(
    (result, { pattern, replacement }) => result.replace(pattern, replacement),
    text,
  );
  return patterned.replace(secretAccessKey, (found) => (isSecretAccessKey(found) ? masked : found));
}

function isSecretAccessKey(text: string): boolean {
  const slashes = text.split("/").length - 1;
  return (
    /[A-Z]/.test(text) &&
    /[a-z]/.test(text) &&
    /[0-9]/.test(text) &&
    // A path of that length has words between its slashes; a key's slashes are few.
    slashes <= 4 &&
    !/^[0-9a-f]+$/i.test(text)
  );
}
