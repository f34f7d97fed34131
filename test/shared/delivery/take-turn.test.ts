import { describe, expect, it } from "vitest";
import {
  type ChannelState,
  emptyChannel,
  takeTurn,
  type Turn,
  type TurnLimits,
} from "../../../shared/delivery/take-turn.ts";

const now = 1_772_600_000_000;
const minute = 60_000;
const limits: TurnLimits = {
  spacingMilliseconds: 1000,
  burst: { newFingerprints: 5, windowMilliseconds: 10 * minute },
  budget: { messages: 8, windowMilliseconds: 10 * minute },
};
const request = { principal: "kim", denial: "mine", isNew: true, mostWaitMilliseconds: 5000 };
const posts = (count: number, principal = "kim", at = now - minute): ChannelState["posts"] =>
  Array.from({ length: count }, (_, n) => [principal, at, `d${n}`] as const);
const burst = { since: now, lastNew: now, nextSummaryAt: now, interval: minute, named: 6 };

describe("takeTurn()", () => {
  it.each<[string, Partial<ChannelState>, Partial<typeof request>, Turn]>([
    ["the first has its turn now", {}, {}, { kind: "reserved", at: now }],
    [
      "the next when the channel is free",
      { freeAt: now + 900 },
      {},
      { kind: "reserved", at: now + 900 },
    ],
    [
      "none where that is too far off",
      { freeAt: now + 5001 },
      {},
      { kind: "taken", until: now + 5001 },
    ],
    [
      "the fifth new one of a principal is a message",
      { posts: posts(4) },
      {},
      { kind: "reserved", at: now },
    ],
    ["the sixth opens a burst", { posts: posts(5) }, {}, { kind: "opens-burst", at: now }],
    [
      "old posts make no burst",
      { posts: posts(5, "kim", now - 10 * minute) },
      {},
      { kind: "reserved", at: now },
    ],
    ["others' posts make no burst", { posts: posts(5, "sam") }, {}, { kind: "reserved", at: now }],
    [
      "what is told again makes no burst",
      { posts: posts(5) },
      { isNew: false },
      { kind: "reserved", at: now },
    ],
    ["in a burst it is held", { bursts: { kim: burst } }, {}, { kind: "held", by: "burst" }],
    ["another's burst holds nobody", { bursts: { sam: burst } }, {}, { kind: "reserved", at: now }],
    ["over the budget it is held", { posts: posts(8, "sam") }, {}, { kind: "held", by: "budget" }],
    [
      "the budget is there again",
      { posts: posts(8, "sam", now - 10 * minute) },
      {},
      { kind: "reserved", at: now },
    ],
  ])("%s", (_name, state, overrides, turn) => {
    const taken = takeTurn(
      { ...emptyChannel, ...state },
      { ...request, ...overrides },
      now,
      limits,
    );
    expect(taken.turn).toEqual(turn);
    expect(taken.next === null).toBe(turn.kind === "held" || turn.kind === "taken");
  });

  it("a burst of a thousand is five messages and the burst's own", () => {
    let state = emptyChannel;
    const kinds: string[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const { turn, next } = takeTurn(state, { ...request, denial: `d${n}` }, now + n * 60, limits);
      kinds.push(turn.kind);
      state = next ?? state;
    }
    const said = (kind: string) => kinds.filter((found) => found === kind).length;
    expect(said("reserved")).toBe(5);
    expect(said("opens-burst")).toBe(1);
  });

  it("forgets posts that are out of every window", () => {
    const { next } = takeTurn({ ...emptyChannel, posts: posts(7, "sam", 0) }, request, now, limits);
    expect(next?.posts).toEqual([["kim", now, "mine"]]);
  });

  it("counts a denial once, however often it had its turn", () => {
    let state = emptyChannel;
    for (let n = 0; n < 20; n += 1) {
      const { turn, next } = takeTurn(state, request, now + n * 10_000, limits);
      expect(turn.kind).toBe("reserved");
      state = next ?? state;
    }
    expect(state.posts).toHaveLength(1);
  });

  it("counts for the budget, and for no burst, what is told again", () => {
    let state = emptyChannel;
    for (let n = 0; n < 7; n += 1) {
      const again = { ...request, denial: `d${n}`, isNew: false };
      state = takeTurn(state, again, now + n * 2000, limits).next ?? state;
    }
    expect(takeTurn(state, request, now + 15_000, limits).turn.kind).toBe("reserved");
    state = takeTurn(state, request, now + 15_000, limits).next ?? state;
    const other = { ...request, denial: "other" };
    expect(takeTurn(state, other, now + 20_000, limits).turn).toEqual({
      kind: "held",
      by: "budget",
    });
  });

  it("knows what a process of the version before has written", () => {
    const before = Array.from({ length: 5 }, () => ["kim", now - 1000] as const);
    const { turn, next } = takeTurn({ ...emptyChannel, posts: before }, request, now, limits);
    expect(turn.kind).toBe("opens-burst");
    expect(next?.bursts["kim"]).toMatchObject({ named: 6, openers: ["mine"] });
  });
});
