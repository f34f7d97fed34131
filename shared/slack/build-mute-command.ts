import type { Denial } from "../denial/denial.ts";
import { asGlob } from "./as-glob.ts";
import { principalGlob } from "./principal-glob.ts";
import { quoteShellArgument } from "./quote-shell-argument.ts";

const mostLength = 1000;

/**
 * The command that quiets a denial's principal and action for a week, ready to paste into a shell. Null where either
 * is unknown (it would hide too much) or too long to paste.
 */
export function buildMuteCommand({ principal, action }: Denial): string | null {
  const who = principalGlob(principal);
  if (action.iamAction === null || who === null) return null;
  const command = [
    "denywatch mute",
    `--principal ${quoteShellArgument(who)}`,
    `--action ${quoteShellArgument(asGlob(action.iamAction))}`,
    `--reason "known, reviewed in Slack"`,
    "--for 7d",
  ].join(" ");
  return command.length <= mostLength ? command : null;
}
