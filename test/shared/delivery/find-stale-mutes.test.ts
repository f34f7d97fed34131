import { expect, test } from "vitest";
import { findStaleMutes } from "../../../shared/delivery/find-stale-mutes.ts";

const now = new Date("2026-03-31T00:00:00Z");
const daysAgo = (days: number): number => now.getTime() / 1000 - days * 86_400;

test.each([
  ["hid something 29 days ago", daysAgo(29), daysAgo(300), false],
  ["hid something 30 days ago", daysAgo(30), daysAgo(300), true],
  ["never hid anything in 30 days", null, daysAgo(30), true],
  ["never hid anything, and is young", null, daysAgo(29), false],
  ["was written again since it hid something", daysAgo(90), daysAgo(1), false],
  ["hid something long ago, in force nobody knows since when", daysAgo(90), null, true],
  ["is not known to have done anything", null, null, false],
])("findStaleMutes() a mute that %s", (_, lastHidSeconds, inForceSinceSeconds, expected) => {
  const mute = { id: "m", reason: "r", owner: null, lastHidSeconds, inForceSinceSeconds };
  expect(findStaleMutes([mute], now).length === 1).toBe(expected);
});

test("findStaleMutes() puts the longest idle first, and says since when", () => {
  const mute = (id: string, days: number) => ({
    id,
    reason: `why ${id}`,
    owner: "team orchard",
    inForceSinceSeconds: daysAgo(days),
    lastHidSeconds: null,
  });
  expect(findStaleMutes([mute("a", 31), mute("b", 59)], now)).toEqual([
    { id: "b", reason: "why b", owner: "team orchard", idleSince: "2026-01-31T00:00:00.000Z" },
    { id: "a", reason: "why a", owner: "team orchard", idleSince: "2026-02-28T00:00:00.000Z" },
  ]);
});
