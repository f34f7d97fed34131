const grouped = new Intl.NumberFormat("en-GB");

/** A count with its thousands apart: "12,034". */
export function formatNumber(count: number): string {
  return grouped.format(count);
}

/** A count and what it counts: "1 hour", "7 days". */
export function plural(count: number, what: string): string {
  return `${formatNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}
