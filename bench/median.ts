/** The middle value. Throws on none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error("Cannot take the median of no values");
  return middle;
}
