import type { ContextBlock } from "@slack/types";
import { mrkdwnElement } from "./mrkdwn-element.ts";

/** A line of small print in finished mrkdwn, 1 to 3,000 characters. */
export function contextBlock(mrkdwn: string): ContextBlock {
  return { type: "context", elements: [mrkdwnElement(mrkdwn)] };
}
