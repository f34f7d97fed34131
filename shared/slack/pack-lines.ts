import type { KnownBlock } from "@slack/types";
import { sectionBlock } from "./blocks/section-block.ts";

const mostSectionLength = 2900;
/** So that a message and its form without blocks hold all of the lines, whatever else is in it. */
const mostTotalLength = 24_000;

/** Sections, and how many of the lines are in them: the first ones, at least one. */
export interface PackedLines {
  readonly blocks: readonly KnownBlock[];
  readonly packed: number;
}

/** As many lines of finished mrkdwn, each at most 700 characters, as one message holds: at most 11 sections. */
export function packLines(lines: readonly string[]): PackedLines {
  const sections: string[] = [];
  let total = 0;
  let packed = 0;
  for (const line of lines) {
    total += line.length + 1;
    if (packed > 0 && total > mostTotalLength) break;
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= mostSectionLength) {
      sections[sections.length - 1] = `${last}\n${line}`;
    } else {
      sections.push(line);
    }
    packed += 1;
  }
  return { blocks: sections.map(sectionBlock), packed };
}
