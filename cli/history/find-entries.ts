import { alertStatuses, type HistoryEntry } from "../../shared/history/known-denial.ts";
import type { DenialLists } from "../../shared/history/list-denials.client.ts";
import { type HistoryFilter, matchesFilter } from "./history-filter.ts";

export interface FoundEntries {
  /** Those that match, in no order. */
  readonly entries: readonly HistoryEntry[];
  /** False where there was more than was looked at: those last seen longest ago are missing. */
  readonly isComplete: boolean;
}

/** So many denials of each value of an index are looked at, last seen first; each costs one read request. */
export const mostLookedAt = 5000;

type ListOptions = Parameters<DenialLists["listByAccount"]>[1];

/** The denials that match, by the narrowest index that answers: none of the questions scans the table. */
export async function findEntries(
  lists: DenialLists,
  filter: HistoryFilter,
  limit: number = mostLookedAt,
): Promise<FoundEntries> {
  const options = { limit, sinceSeconds: filter.sinceSeconds ?? 0 };
  const answers = await ask(lists, filter, options);
  return {
    entries: answers.flat().filter((entry) => matchesFilter(entry, filter)),
    isComplete: answers.every((answer) => answer.length < limit),
  };
}

async function ask(
  lists: DenialLists,
  { action, principal, account, service, statuses }: HistoryFilter,
  options: ListOptions,
): Promise<readonly (readonly HistoryEntry[])[]> {
  if (isExact(action)) return [await lists.listByAction(action, options)];
  if (isExact(principal) && isPrincipalKey(principal)) {
    return [await lists.listByPrincipal(principal, options)];
  }
  if (account !== undefined) return [await lists.listByAccount(account, options)];
  if (isExact(service)) return [await lists.listByService(service, options)];
  return await Promise.all(
    (statuses ?? alertStatuses).map((status) => lists.listByStatus(status, options)),
  );
}

function isExact(glob: string | undefined): glob is string {
  return glob !== undefined && !/[*?]/.test(glob);
}

/** A name may be that of many principals; an ARN of a role or user is the key that the index knows. */
function isPrincipalKey(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:(role|user)\//.test(text);
}
