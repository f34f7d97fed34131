import { UsageError } from "../exit-codes.ts";

const units: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Reads a size like `500MB`, `20GB` or `1.5TB`, decimal, in bytes. Throws a `UsageError` that names the flag. */
export function parseSize(text: string, flag: string): number {
  const [, value = "", unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?) ?([KMGT]B)$/i.exec(text.trim()) ?? [];
  const bytes = Number(value) * (units[unit.toUpperCase()] ?? 0);
  if (bytes > 0) return Math.round(bytes);
  throw new UsageError(`${flag} takes a size like 500MB, 20GB or 1TB, not "${text}"`);
}

/** Bytes for people, decimal as Athena counts them. */
export function formatSize(bytes: number): string {
  const [unit, size] = Object.entries(units).findLast(([, size]) => bytes >= size) ?? ["KB", 1e3];
  return `${(bytes / size).toLocaleString("en-US", { maximumFractionDigits: 1 })} ${unit}`;
}
