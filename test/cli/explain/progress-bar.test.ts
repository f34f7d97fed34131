import { describe, expect, it } from "vitest";
import { createProgressBar } from "../../../cli/explain/progress-bar.ts";

function draw(total: number, steps: readonly (readonly [number, number])[]): readonly string[] {
  const written: string[] = [];
  const bar = createProgressBar(total, 1000, (text) => written.push(text));
  for (const [done, now] of steps) bar.show(done, now);
  bar.clear();
  return written;
}

describe("createProgressBar()", () => {
  it("shows nothing for half a second, nor where the whole is unknown", () => {
    expect(draw(100, [[50, 1400]])).toEqual([]);
    expect(draw(0, [[50, 9000]])).toEqual([]);
  });

  it("is drawn at most ten times a second, and taken away", () => {
    const written = draw(200, [
      [50, 1600],
      [60, 1650],
      [100, 1710],
    ]);
    expect(written.map((text) => text.replace(/[█░]/gu, ""))).toEqual([
      "\r  25 %\u001b[K",
      "\r  50 %\u001b[K",
      "\r\u001b[K",
    ]);
  });

  it("never shows more than everything", () => {
    expect(draw(10, [[25, 2000]])[0]).toContain("100 %");
  });
});
