import { describe, expect, it } from "vitest";
import { continueBurst } from "../../../shared/delivery/continue-burst.ts";

const now = 1_772_600_000_000;
const minute = 60_000;
const burst = {
  since: now - minute,
  lastNew: now,
  nextSummaryAt: now + minute,
  interval: minute,
  named: 6,
};

describe("continueBurst()", () => {
  it.each([
    ["waits for its next summary", 9, now + minute - 1, "wait"],
    ["summarises what was held", 9, now + minute, "summarise"],
    ["waits while nothing is held", 0, now + 9 * minute, "wait"],
    ["closes after a window with nothing new", 0, now + 10 * minute, "close"],
  ])("%s", (_name, held, at, kind) => {
    expect(continueBurst(burst, held, at, 10 * minute).kind).toBe(kind);
  });

  it("summarises at intervals that double, to an hour", () => {
    const waits: number[] = [];
    let state = burst;
    let at = now;
    for (let n = 0; n < 9; n += 1) {
      const step = continueBurst(state, 3, state.nextSummaryAt, 10 * minute);
      if (step.kind !== "summarise") throw new Error(step.kind);
      waits.push((state.nextSummaryAt - at) / minute);
      at = state.nextSummaryAt;
      state = step.next;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    // Who tells it adds what was named.
    expect(state.named).toBe(6);
  });
});
