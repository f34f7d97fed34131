import type { Principal } from "../denial/denial.ts";
import { principalGlob } from "./principal-glob.ts";
import { quoteShellArgument } from "./quote-shell-argument.ts";

const mostLength = 1000;

/**
 * The command that quiets all of a principal for a day, ready to paste into a shell: for a burst, which is of many
 * actions. Null where the principal is unknown or too long to paste.
 */
export function buildPrincipalMuteCommand(principal: Principal): string | null {
  const who = principalGlob(principal);
  if (who === null) return null;
  const command = `denywatch mute --principal ${quoteShellArgument(who)} --reason "known, reviewed in Slack" --for 1d`;
  return command.length <= mostLength ? command : null;
}
