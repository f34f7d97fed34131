import { alertStatuses, type HistoryEntry } from "../../shared/history/known-denial.ts";
import type { DenialLists } from "../../shared/history/list-denials.client.ts";

/** A prefix is looked for among so many of each status, last seen first; a whole fingerprint is read by its key. */
export const mostLookedAt = 1000;

export interface FoundByPrefix {
  readonly entries: readonly HistoryEntry[];
  /** False where there are more denials than were looked at. */
  readonly isComplete: boolean;
}

/** The denials whose fingerprint is `text`, or else starts with it. */
export async function findByPrefix(
  text: string,
  lists: Pick<DenialLists, "find" | "listByStatus">,
  limit: number = mostLookedAt,
): Promise<FoundByPrefix> {
  const whole = await lists.find(text);
  if (whole !== null) return { entries: [whole], isComplete: true };
  const answers = await Promise.all(
    alertStatuses.map((status) => lists.listByStatus(status, { limit })),
  );
  const fitting = answers.flat().filter(({ fingerprint }) => fingerprint.startsWith(text));
  // One that changes its status meanwhile may be in two answers.
  const distinct = new Map(fitting.map((entry) => [entry.fingerprint, entry]));
  return {
    entries: [...distinct.values()],
    isComplete: answers.every((answer) => answer.length < limit),
  };
}
