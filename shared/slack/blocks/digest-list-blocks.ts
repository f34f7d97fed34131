import type { KnownBlock } from "@slack/types";
import type { Bounded } from "../../delivery/digest.ts";
import { sectionBlock } from "./section-block.ts";

const mostLength = 2900;

/** One list of a digest: its title with how many there are, a line for each of the first, "and n more". None if empty. */
export function digestListBlocks<T>(
  title: string,
  { shown, total }: Bounded<T>,
  render: (item: T) => string,
): readonly KnownBlock[] {
  if (shown.length === 0) return [];
  const lines = [`*${title}: ${total.toLocaleString("en-US")}*`];
  let length = (lines[0] ?? "").length;
  for (const line of shown.map(render)) {
    length += line.length + 1;
    if (length > mostLength) break;
    lines.push(line);
  }
  const left = total - (lines.length - 1);
  if (left > 0) lines.push(`and ${left.toLocaleString("en-US")} more`);
  return [sectionBlock(lines.join("\n"))];
}
