/** The first `most` of a list in words, and how many there are besides: "a, b, c and 4 more". */
export function listSome<T>(
  items: readonly T[],
  most: number,
  render: (item: T) => string,
): string {
  const shown = items.slice(0, most).map(render).join(", ");
  const left = items.length - most;
  return left > 0 ? `${shown} and ${left.toLocaleString("en-US")} more` : shown;
}
