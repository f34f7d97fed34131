import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice } from "../../remediation/advice.ts";
import { formatProse } from "../format-prose.ts";
import { knownNames } from "../known-names.ts";
import { sectionBlock } from "./section-block.ts";

const mostHints = 2;

/** The less specific hints, a sentence each. */
export function furtherHintBlocks(denial: Denial, { hints }: Advice): readonly KnownBlock[] {
  const names = knownNames(denial);
  return hints
    .slice(1, 1 + mostHints)
    .map(({ text }) => sectionBlock(`*Also:* ${formatProse(text, 500, names)}`));
}
