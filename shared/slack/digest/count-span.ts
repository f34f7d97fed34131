import type { Digest } from "../../delivery/digest.ts";

/** How many days a digest is of; its period's own where its times are none. */
export function countSpan({ period, from, to }: Pick<Digest, "period" | "from" | "to">): number {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  if (days >= 1) return days;
  return period === "daily" ? 1 : 7;
}
