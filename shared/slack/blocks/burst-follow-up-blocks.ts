import type { KnownBlock } from "@slack/types";
import type { Severity, Principal } from "../../denial/denial.ts";
import { buildPrincipalMuteCommand } from "../build-principal-mute-command.ts";
import { codeBlock } from "../code-block.ts";
import { sectionBlock } from "./section-block.ts";

/** How to quiet a principal that is known for it, as a command to paste. */
export function burstFollowUpBlocks(
  principal: Principal,
  severity: Severity,
): readonly KnownBlock[] {
  const command = buildPrincipalMuteCommand(principal);
  const mute = command === null ? null : codeBlock(command);
  // Nobody should get used to quieting a theft: first the incident, then the noise.
  const question = severity === "critical" ? "Handled?" : "Expected?";
  return mute === null ? [] : [sectionBlock(`*${question} Quiet all of it for a day:*\n${mute}`)];
}
