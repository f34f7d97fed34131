import { expect, test } from "vitest";
import { findHiderUse } from "../../../shared/delivery/find-hider-use.ts";
import { hidersOf } from "../../../shared/delivery/hiders-of.ts";
import type { HiddenCount } from "../../../shared/history/hidden-counts.ts";

const entry = (
  hiddenBy: string | null,
  hiddenCount: number,
  counts: Readonly<Record<string, HiddenCount>> = {},
) => ({
  hiddenBy,
  hiddenCount,
  lastSeenSeconds: 900,
  hiddenCounts: new Map(Object.entries(counts)),
});
const a = { count: 100, lastSeconds: 500 };
const b = { count: 1, lastSeconds: 900 };

test("hidersOf() gives to each what was counted for it, and to the last what was counted for none", () => {
  expect(hidersOf(entry("b", 101, { a, b }))).toEqual(
    new Map([
      ["a", a],
      ["b", b],
    ]),
  );
  expect(hidersOf(entry("b", 7))).toEqual(new Map([["b", { count: 7, lastSeconds: 900 }]]));
  expect(hidersOf(entry("a", 107, { a, b })).get("a")).toEqual({ count: 106, lastSeconds: 500 });
  expect(hidersOf(entry(null, 0))).toEqual(new Map());
});

test("findHiderUse() sums what one mute hid, though another matched last", () => {
  const entries = [entry("b", 101, { a, b }), entry("a", 3), entry(null, 0)];
  expect(findHiderUse("a", entries)).toEqual({ denials: 2, occurrences: 103, lastHidSeconds: 900 });
  expect(findHiderUse("b", entries)).toEqual({ denials: 1, occurrences: 1, lastHidSeconds: 900 });
  expect(findHiderUse("c", entries)).toEqual({ denials: 0, occurrences: 0, lastHidSeconds: null });
});
