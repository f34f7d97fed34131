import { expect, test, vi } from "vitest";
import { remember } from "../../../shared/caching/remember.ts";

test("remember() asks once for the same text, whatever the answer", () => {
  for (const answer of ["A", null, undefined]) {
    const ask = vi.fn(() => answer);
    const remembered = remember(10, ask);
    expect([remembered("a"), remembered("a")]).toEqual([answer, answer]);
    expect(ask).toHaveBeenCalledOnce();
  }
});

test("remember() keeps at most so many answers, and answers right beyond", () => {
  const ask = vi.fn((text: string) => text.toUpperCase());
  const remembered = remember(2, ask);
  expect(["a", "b", "c", "c", "a"].map((text) => remembered(text))).toEqual([
    "A",
    "B",
    "C",
    "C",
    "A",
  ]);
  expect(ask.mock.calls.map(([text]) => text)).toEqual(["a", "b", "c", "a"]);
});

test("remember() keeps no long text", () => {
  const ask = vi.fn((text: string) => text.length);
  const remembered = remember(2, ask);
  const long = "x".repeat(10_000);
  expect([remembered(long), remembered(long)]).toEqual([10_000, 10_000]);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("remember() hands the source on", () => {
  const remembered = remember(2, (text, { suffix }: { readonly suffix: string }) => text + suffix);
  expect(remembered("a", { suffix: "!" })).toBe("a!");
});
