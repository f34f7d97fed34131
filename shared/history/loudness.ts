import { countsOf, type DenialItem, secondsPerDay } from "./denial-item.ts";

/** Of fewer occurrences a day than this, no row is written. */
export const quietestLoud = 64;
/** A row says less than this many times what it is: its level is the count's logarithm to this base, rounded down. */
export const levelFactor = 4;
/** Rows outlive the days that entries count by. */
const rowDays = 62;

/**
 * The rows by which the loudest of a day are found: one for each time a fingerprint's count of that day grows fourfold, from
 * `quietestLoud` on. `pk = T#<epoch day>`, `sk = <level>#<fingerprint>`.
 */
export function buildLoudnessRows(
  fingerprint: string,
  before: DenialItem | null,
  after: DenialItem,
): readonly DenialItem[] {
  const counts = before === null ? new Map<number, number>() : countsOf(before, "y");
  return [...countsOf(after, "y")].flatMap(([day, count]) => {
    const level = loudnessOf(count);
    if (count < quietestLoud || level === loudnessOf(counts.get(day) ?? 0)) return [];
    return [
      {
        ...loudnessKey(day),
        sk: { S: `${String(level).padStart(2, "0")}#${fingerprint}` },
        ttl: { N: String((day + rowDays) * secondsPerDay) },
      },
    ];
  });
}

/** The partition of a day's rows. */
export function loudnessKey(epochDay: number): { readonly pk: { readonly S: string } } {
  return { pk: { S: `T#${epochDay}` } };
}

/** What a row tells: the fingerprint's count of that day was at least `atLeast`. */
export function readLoudnessRow(row: DenialItem): {
  readonly fingerprint: string;
  readonly atLeast: number;
} {
  const [level = "", ...rest] = (row["sk"]?.S ?? "").split("#");
  return { fingerprint: rest.join("#"), atLeast: levelFactor ** Number(level) };
}

function loudnessOf(count: number): number {
  return count < 1 ? 0 : Math.floor(Math.log2(count) / 2);
}
