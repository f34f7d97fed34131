import type { HeaderBlock } from "@slack/types";
import { maskSecrets } from "../../redaction/mask-secrets.ts";
import { showInvisible } from "../show-invisible.ts";
import { truncateText } from "../truncate-text.ts";

const mostLength = 150;

/** A headline of any text. Plain text has no mentions; the angle brackets are replaced all the same. */
export function headerBlock(text: string): HeaderBlock {
  const shown = showInvisible(maskSecrets(text)).replaceAll("<", "‹").replaceAll(">", "›").trim();
  return {
    type: "header",
    text: { type: "plain_text", text: truncateText(shown, mostLength), emoji: false },
  };
}
