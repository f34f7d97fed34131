import type { Denial } from "../denial/denial.ts";
import { quoteShellArgument } from "./quote-shell-argument.ts";

const mostLength = 1000;

/**
 * The command that quiets a denial's principal and action for a week, ready to paste into a shell. Null where either
 * is unknown (it would hide too much) or too long to paste.
 */
export function buildMuteCommand({ principal, action }: Denial): string | null {
  if (action.iamAction === null || ["", "unknown"].includes(principal.key)) return null;
  // Many people share an Identity Center role: only this one's sessions are meant.
  const who =
    principal.person !== null && principal.sessionName !== null
      ? principal.sessionName
      : principal.key;
  if (who === "") return null;
  const command = [
    "denywatch mute",
    `--principal ${quoteShellArgument(asGlob(who))}`,
    `--action ${quoteShellArgument(asGlob(action.iamAction))}`,
    `--reason "known, reviewed in Slack"`,
    "--for 7d",
  ].join(" ");
  return command.length <= mostLength ? command : null;
}

/** Globs have no escape: a name's own star matches one character instead of any number. */
function asGlob(name: string): string {
  return name.replaceAll("*", "?");
}
