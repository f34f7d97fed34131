import { expect, test } from "vitest";
import { findMuteUses } from "../../../cli/mutes/find-mute-uses.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

const day = 86_400_000;
const written = (id: string, daysAgo: number, until?: string) => ({
  ...{ id, reason: "known", service: "s3", until, author: "kim" },
  createdAt: new Date(entryNow.getTime() - daysAgo * day).toISOString(),
});
const hidden = (hiddenBy: string, daysAgo: number, hiddenCount: number) =>
  buildEntry({ status: "muted", hiddenBy, hiddenCount, daysAgo: { [daysAgo]: hiddenCount } });

const none = { mutes: [], mutesSince: new Map<string, number>() };

test.each([
  ["hid lately", [hidden("m-1", 2, 3), hidden("m-1", 5, 4)], 40, { denials: 2, occurrences: 7 }],
  ["hid nothing, and is new", [hidden("m-2", 2, 3)], 29, { lastHid: null, isStale: false }],
  ["hid nothing for 30 days", [], 31, { denials: 0, lastHid: null, isStale: true }],
  ["hid long ago", [hidden("m-1", 33, 3)], 90, { occurrences: 3, isStale: true }],
])("findMuteUses(): %s", (_title, entries, daysAgo, expected) => {
  const uses = findMuteUses([written("m-1", daysAgo)], none, entries, entryNow);
  expect(uses).toMatchObject([{ source: "table", author: "kim", ...expected }]);
});

test("findMuteUses(): one that ended is not stale, one of the config has no author", () => {
  const ended = written("m-1", 90, "2026-03-01T00:00:00Z");
  const configured = { id: "c-1", reason: "known", service: "ec2" };
  expect(
    findMuteUses([ended], { ...none, mutes: [configured] }, [hidden("c-1", 1, 2)], entryNow),
  ).toMatchObject([
    { mute: configured, source: "config", author: null, occurrences: 2, isStale: false },
    { mute: ended, isInForce: false, isStale: false },
  ]);
});

test.each([
  [29, false],
  [31, true],
])("findMuteUses(): one of the config, there for %i days, is stale: %s", (daysAgo, isStale) => {
  const mutes = [{ id: "c-1", reason: "known", service: "ec2" }];
  const mutesSince = new Map([["c-1", entryNow.getTime() / 1000 - daysAgo * 86_400]]);
  expect(findMuteUses([], { mutes, mutesSince }, [], entryNow)).toMatchObject([{ isStale }]);
});
