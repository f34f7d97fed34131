import type { HistoryEntry } from "../history/known-denial.ts";

/** Whether a mute or the benign catalogue has kept a denial from being told: no message may name it. */
export function isQuiet({ status }: Pick<HistoryEntry, "status">): boolean {
  return status === "muted" || status === "benign";
}
