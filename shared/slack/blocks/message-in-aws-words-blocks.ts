import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import { codeSpan } from "../code-span.ts";
import { contextBlock } from "./context-block.ts";

/** AWS's own message, where it tells too little to be explained: the reader may see more in it than we did. */
export function messageInAwsWordsBlocks({
  errorCode,
  errorMessage,
  reason,
}: Denial): readonly KnownBlock[] {
  const isExplained = reason.policyType !== "unknown" || reason.notPolicy !== null;
  if (isExplained || (errorCode === null && errorMessage === null)) return [];
  const message = errorMessage?.replace(/Encoded authorization failure message:.*$/s, "").trim();
  const parts = [
    ...(errorCode === null ? [] : [codeSpan(errorCode, 150)]),
    ...(message === undefined || message === "" ? [] : [codeSpan(message, 700)]),
  ];
  return parts.length === 0 ? [] : [contextBlock(`AWS says: ${parts.join(" ")}`)];
}
