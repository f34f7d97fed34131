import { showInvisible } from "../../shared/slack/show-invisible.ts";
import type { Item } from "./item.ts";

/** Where an item goes, and its text there, line break included. */
export interface FormattedItem {
  readonly stream: "out" | "error";
  readonly text: string;
}

/** An item with its number in the whole input: what the inputs before it took, and its own position. */
export function formatItem(item: Item, before: number, json: boolean): FormattedItem {
  if (item.kind === "problem") {
    return {
      stream: "error",
      text: `denywatch: ${showInvisible(`${item.place}: ${item.reason}`)}\n`,
    };
  }
  const number = String(before + item.position);
  if (item.kind === "denial") {
    return {
      stream: "out",
      text: json ? `{"input":${number},${item.text}\n` : `[${number}] ${item.text}\n\n`,
    };
  }
  return {
    stream: "out",
    text: json ? `{"input":${number},"denied":false}\n` : `[${number}] no denial\n\n`,
  };
}
