import { expect, it } from "vitest";
import { readDigestEntries } from "../../../shared/delivery/read-digest-entries.ts";
import type { HistoryClient } from "../../../shared/history/history.client.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import type { DenialPage } from "../../../shared/history/list-pages.client.ts";
import { buildHistoryEntry } from "../../support/build-history-entry.ts";

const span = {
  period: "daily",
  from: new Date("2026-03-20T00:00:00Z"),
  to: new Date("2026-03-21T00:00:00Z"),
} as const;
const second = (time: string): number => Date.parse(time) / 1000;

/** What the history answers, by status or "new", and what it was asked. */
function answer(pages: Readonly<Record<string, DenialPage>>) {
  const asked: Record<string, unknown>[] = [];
  const pageOf = (of: string, options: object): Promise<DenialPage> => {
    asked.push({ of, ...options });
    return Promise.resolve(pages[of] ?? { entries: [], cursor: null });
  };
  const history = {
    listPage: (question, options) =>
      pageOf(question.by === "status" ? question.status : question.by, options),
    listNewPage: (options) => pageOf("new", options),
  } satisfies Pick<HistoryClient, "listPage" | "listNewPage">;
  return { history, asked };
}

const entry = (fingerprint: string, parts: Partial<HistoryEntry> = {}): HistoryEntry =>
  buildHistoryEntry({ fingerprint, ...parts });
const known = (n: number): HistoryEntry => entry(`fp1_${n}`);

it("readDigestEntries() finds what is new, however many known ones were seen since", async () => {
  const loud = Array.from({ length: 1000 }, (_, n) => known(n));
  const { history, asked } = answer({
    told: { entries: loud, cursor: "more" },
    new: { entries: [entry("fp1_new")], cursor: null },
  });
  const { entries, isComplete } = await readDigestEntries(span, { history, quietDays: 7 });
  expect(isComplete).toBe(false);
  expect(entries.length).toBe(1001);
  expect(entries.map(({ fingerprint }) => fingerprint)).toContain("fp1_new");
  expect(asked).toContainEqual({
    of: "new",
    fromSeconds: second("2026-03-20T00:00:00Z"),
    toSeconds: second("2026-03-20T23:59:59Z"),
    limit: 1000,
  });
});

it("readDigestEntries() goes by whether there was more, not by how many there are", async () => {
  // The index was behind one item.
  const page = { entries: Array.from({ length: 999 }, (_, n) => known(n)), cursor: "more" };
  const { history } = answer({ told: page });
  expect((await readDigestEntries(span, { history, quietDays: 7 })).isComplete).toBe(false);
});

it("readDigestEntries() has what changes its status meanwhile once, as it is now", async () => {
  const { history, asked } = answer({
    new: { entries: [entry("fp1_a", { status: "pending" })], cursor: null },
    told: { entries: [entry("fp1_a", { status: "told" })], cursor: null },
    resolved: { entries: [entry("fp1_a", { status: "resolved" })], cursor: null },
  });
  const { entries, sinceSeconds, isComplete } = await readDigestEntries(span, {
    history,
    quietDays: 90,
  });
  expect(sinceSeconds).toBe(second("2026-03-20T00:00:00Z") - 90 * 86_400);
  expect(entries.map(({ status }) => status)).toEqual(["resolved"]);
  expect(isComplete).toBe(true);
  expect(asked).toContainEqual({
    of: "resolved",
    fromSeconds: second("2026-03-20T00:00:00Z") - 90 * 86_400,
    limit: 1000,
  });
});
