import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import { buildMuteCommand } from "../build-mute-command.ts";
import { codeBlock } from "../code-block.ts";
import { codeSpan } from "../code-span.ts";
import { fingerprintPrefix } from "../fingerprint-prefix.ts";
import { contextBlock } from "./context-block.ts";
import { sectionBlock } from "./section-block.ts";

/** How to look closer and how to quiet it, each a command to paste. */
export function followUpBlocks(denial: Denial): readonly KnownBlock[] {
  const command = buildMuteCommand(denial);
  const mute = command === null ? null : codeBlock(command);
  const show = `Everything known: ${codeSpan(`denywatch show ${fingerprintPrefix(denial)}`)}`;
  // Nobody should get used to quieting a leaked key: first the incident, then the noise.
  const question = denial.severity === "critical" ? "Handled?" : "Expected?";
  return [
    ...(mute === null ? [] : [sectionBlock(`*${question} Quiet it for 7 days:*\n${mute}`)]),
    contextBlock(show),
  ];
}
