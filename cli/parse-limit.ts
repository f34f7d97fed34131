import { UsageError } from "./exit-codes.ts";

/** A whole number from 1. Throws a UsageError on anything else. */
export function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new UsageError(`--limit takes a whole number from 1, not "${text}"`);
  }
  return Number(text);
}
