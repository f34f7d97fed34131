import type { SectionBlock } from "@slack/types";
import { mrkdwnElement } from "./mrkdwn-element.ts";

/** A paragraph of finished mrkdwn, 1 to 3,000 characters, never folded behind "see more". */
export function sectionBlock(mrkdwn: string): SectionBlock {
  return { type: "section", text: mrkdwnElement(mrkdwn), expand: true };
}
