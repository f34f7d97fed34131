import { UsageError } from "./exit-codes.ts";

const millisecondsByUnit: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Milliseconds of a time like `30m`, `12h`, `7d` or `4w`. Throws a UsageError that names the flag on anything else. */
export function parseDuration(flag: string, text: string): number {
  const [, number, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  const milliseconds = Number(number) * (millisecondsByUnit[unit ?? ""] ?? 0);
  if (!(milliseconds > 0)) {
    throw new UsageError(`${flag} "${text}": write it like 30m, 12h, 7d or 4w`);
  }
  return milliseconds;
}
