import { expect, it } from "vitest";
import { datesOf, readMutesSince, writeMutesSince } from "../../../shared/config/mutes-since.ts";

const now = new Date("2026-03-04T05:06:07.890Z");
const nowSeconds = Math.floor(now.getTime() / 1000);
const mute = (id: string, principal = "Deploy") => ({ id, principal, reason: "known" });
const before = {
  config: { mutes: [mute("kept"), mute("changed"), mute("undated")] },
  mutesSince: new Map([
    ["kept", 1_700_000_000],
    ["changed", 1_700_000_000],
  ]),
  pushedAt: "2026-01-02T03:04:05Z",
};

it("datesOf() a mute that was there is that before, of all others now", () => {
  const mutes = [mute("new"), mute("changed", "Web"), mute("undated"), mute("kept")];
  expect(datesOf({ mutes }, before, now)).toEqual(
    new Map([
      ["new", nowSeconds],
      ["changed", nowSeconds],
      ["undated", Date.parse(before.pushedAt) / 1000],
      ["kept", 1_700_000_000],
    ]),
  );
  const byHand = { ...before, mutesSince: new Map<string, number>(), pushedAt: null };
  expect(datesOf({ mutes: [mute("kept")] }, byHand, now)).toEqual(new Map([["kept", nowSeconds]]));
});

it.each([
  ["nothing", undefined],
  ["no JSON", "{"],
  ["no list", "{}"],
  ["no dates", '[1, null, ["a"], ["a", "b"], [1, 2], ["a", -1], ["a", 1e300]]'],
])("readMutesSince() of %s is empty", (_name, text) => {
  expect(readMutesSince(text)).toEqual(new Map());
});

it("readMutesSince() reads what was written", () => {
  const since = new Map([["constructor", nowSeconds]]);
  expect(readMutesSince(writeMutesSince(since))).toEqual(since);
});
