const bars = "▁▂▃▄▅▆▇█";

/** Numbers as a line of bars, the largest full height; none at all is the lowest bar. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => bars.charAt(Math.round((Math.max(0, count) / most) * (bars.length - 1))))
    .join("");
}
