/** Pseudo-random choices, the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly int: (least: number, most: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  /** Letters and digits. */
  readonly id: (length: number) => string;
  readonly uuid: () => string;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Mulberry32: small, quick, and good enough to vary test data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  const characters = (from: string, length: number): string =>
    Array.from({ length }, () => from.charAt(int(0, from.length - 1))).join("");
  const hex = (length: number): string => characters("0123456789abcdef", length);
  return {
    next,
    int,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    id: (length) => characters(alphabet, length),
    uuid: () => [8, 4, 4, 4, 12].map(hex).join("-"),
  };
}
