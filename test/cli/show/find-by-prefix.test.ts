import { expect, test } from "vitest";
import { findByPrefix } from "../../../cli/show/find-by-prefix.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import { buildEntry } from "../../support/history-entries.ts";

const [one, other] = ["fp1_aaaa1", "fp1_aaaa2"].map((fingerprint) => buildEntry({ fingerprint }));
const entries = [one, other].filter((entry) => entry !== undefined);

/** A history of these entries, all of them in each of the given statuses' answers. */
function listsOf(statuses: readonly string[]): Parameters<typeof findByPrefix>[1] {
  return {
    find: (text) => Promise.resolve(entries.find((entry) => entry.fingerprint === text) ?? null),
    listByStatus: (status, { limit }) =>
      Promise.resolve(statuses.includes(status) ? entries.slice(0, limit) : []),
  };
}

const names = (found: readonly HistoryEntry[]) => found.map(({ fingerprint }) => fingerprint);

test.each([
  ["fp1_aaaa1", 10, ["fp1_aaaa1"], true],
  ["fp1_aaaa", 10, ["fp1_aaaa1", "fp1_aaaa2"], true],
  ["fp1_bbbb", 10, [], true],
  ["fp1_aaaa", 1, ["fp1_aaaa1"], false],
])("findByPrefix() of %s among %i", async (text, limit, expected, isComplete) => {
  const found = await findByPrefix(text, listsOf(["told", "pending"]), limit);
  expect([names(found.entries), found.isComplete]).toEqual([expected, isComplete]);
});
