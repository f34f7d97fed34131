/**
 * A word that a POSIX shell reads back as exactly this text. What is not printable ASCII, and the backtick, is written
 * as an escape (`$'...'`, which bash, zsh and ksh read), so that the result is itself plain text on one line.
 */
export function quoteShellArgument(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (/^[ -~]*$/.test(text) && !text.includes("`")) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = Array.from(text.toWellFormed(), escapeCharacter).join("");
  return `$'${escaped}'`;
}

function escapeCharacter(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  if (/^[ -~]$/.test(character) && character !== "`") return character;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
