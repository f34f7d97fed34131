import { describe, expect, it } from "vitest";
import { pageEntries, type SortOrder } from "../../../cli/history/page-entries.ts";
import { rankBy } from "../../../cli/history/rank-by.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

const entries = ["d", "a", "c", "e", "b"].map((fingerprint, index) =>
  buildEntry({ fingerprint, count: index % 3, lastSeenSeconds: 100 + index }),
);

describe("pageEntries()", () => {
  it.each<SortOrder>(["last-seen", "first-seen", "count"])(
    "by %s: the pages are the whole list, each entry once",
    (order) => {
      const whole = pageEntries(entries, order, 10, null);
      expect(whole.next).toBeNull();
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const page = pageEntries(entries, order, 2, next);
        seen.push(...page.entries.map(({ fingerprint }) => fingerprint));
        next = page.next;
      } while (next !== null);
      expect(seen).toEqual(whole.entries.map(({ fingerprint }) => fingerprint));
    },
  );

  it("a page is not moved by what comes in meanwhile", () => {
    const { next } = pageEntries(entries, "last-seen", 2, null);
    const more = [...entries, buildEntry({ fingerprint: "new", lastSeenSeconds: 999 })];
    const { entries: page } = pageEntries(more, "last-seen", 2, next);
    expect(page.map(({ fingerprint }) => fingerprint)).toEqual(["c", "a"]);
  });

  it("refuses another list's place", () => {
    const { next } = pageEntries(entries, "count", 2, null);
    expect(() => pageEntries(entries, "last-seen", 2, next)).toThrow("give --sort count");
    expect(() => pageEntries(entries, "count", 2, "nonsense")).toThrow(
      "--next takes what the page",
    );
  });
});

describe("rankBy()", () => {
  it("adds up the calls of the days asked for", () => {
    const found = [
      buildEntry({ daysAgo: { 0: 2, 9: 50 } }),
      buildEntry({ daysAgo: { 1: 5 }, sample: { action: { iamAction: "s3:GetObject" } } }),
    ];
    const sinceSeconds = entryNow.getTime() / 1000 - 7 * 86_400;
    expect(rankBy("action", found, { sinceSeconds }, entryNow)).toMatchObject([
      { name: "s3:GetObject", occurrences: 5, problems: 1 },
      { name: "s3:PutObject", occurrences: 2, problems: 1 },
    ]);
    expect(rankBy("account", found, {}, entryNow)).toMatchObject([
      { name: "210987654321", occurrences: 57, problems: 2 },
    ]);
  });
});
