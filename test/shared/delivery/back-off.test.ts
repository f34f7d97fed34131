import { describe, expect, it } from "vitest";
import { backOff } from "../../../shared/delivery/back-off.ts";
import { emptyChannel } from "../../../shared/delivery/take-turn.ts";

const now = 1_772_600_000_000;
const seconds = (failures: number, random: number): number =>
  (backOff({ ...emptyChannel, failures }, { kind: "failed", reason: "x" }, now, random).freeAt -
    now) /
  1000;

describe("backOff()", () => {
  it("doubles with each failure, to five minutes, with jitter over its upper half", () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((n) => seconds(n, 0))).toEqual([
      7.5, 15, 30, 60, 120, 150, 150,
    ]);
    expect([0, 1, 60].map((n) => Math.round(seconds(n, 0.999_999)))).toEqual([15, 30, 300]);
  });

  it("keeps Slack's own time, and counts no failure", () => {
    const next = backOff(emptyChannel, { kind: "rate-limited", retryAfterSeconds: 30 }, now, 0.5);
    expect(next).toMatchObject({ freeAt: now + 30_000, failures: 0 });
  });

  it("waits a quarter of an hour for a webhook that must be repaired", () => {
    const next = backOff(emptyChannel, { kind: "refused", reason: "no_service" }, now, 0.5);
    expect(next).toMatchObject({ freeAt: now + 900_000, failures: 1 });
  });

  it("never brings the channel's time forward", () => {
    const later = { ...emptyChannel, freeAt: now + 3_600_000 };
    expect(backOff(later, { kind: "failed", reason: "x" }, now, 0).freeAt).toBe(later.freeAt);
  });
});
