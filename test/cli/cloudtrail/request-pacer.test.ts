import { describe, expect, it } from "vitest";
import { createRequestPacer } from "../../../cli/cloudtrail/request-pacer.ts";
import { createVirtualWaiting } from "../../support/virtual-waiting.ts";

describe("createRequestPacer()", () => {
  it("lets two requests a second through, whoever asks", async () => {
    const waiting = createVirtualWaiting(1_000_000);
    const pacer = createRequestPacer(waiting);
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        await pacer.turn();
        times.push(waiting.now());
      }),
    );
    // The virtual clock runs for each sleeper in turn: the slots are what counts.
    expect(waiting.slept).toEqual([500, 500, 500, 500, 500]);
    expect(times).toHaveLength(6);
  });

  it("waits for nothing after a pause", async () => {
    const waiting = createVirtualWaiting(1_000_000);
    const pacer = createRequestPacer(waiting);
    await pacer.turn();
    await waiting.sleep(5000);
    await pacer.turn();
    expect(waiting.slept).toEqual([5000]);
  });

  it("doubles the space for each refusal up to 16 seconds, and recovers by steps of ten answers", async () => {
    const waiting = createVirtualWaiting(1_000_000);
    const pacer = createRequestPacer(waiting);
    const spaceAfter = async (act: () => void): Promise<number> => {
      act();
      await pacer.turn();
      const before = waiting.now();
      await pacer.turn();
      return waiting.now() - before;
    };
    expect(await spaceAfter(() => undefined)).toBe(500);
    expect(await spaceAfter(pacer.slowDown)).toBe(1000);
    expect(await spaceAfter(pacer.slowDown)).toBe(2000);
    for (let n = 0; n < 9; n += 1) pacer.slowDown();
    expect(await spaceAfter(() => undefined)).toBe(16_000);
    const answers = (count: number) => () => {
      for (let n = 0; n < count; n += 1) pacer.speedUp();
    };
    expect(await spaceAfter(answers(9))).toBe(16_000);
    expect(await spaceAfter(answers(1))).toBe(8000);
    expect(await spaceAfter(answers(200))).toBe(500);
  });
});
