/** One figure, as it is reported: a ratio within one run wherever time is involved, since machines differ. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words; null where there is no aim. */
  readonly aim: string | null;
  /** Whether it is; null where there is no aim. */
  readonly met: boolean | null;
}
