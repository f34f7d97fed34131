/** The bytes inside a JSON string that mean something: its end, an escape, and what must not be there. */
const stops = new Uint8Array(256);
for (const character of ['"', "\\", "\n"]) stops[character.charCodeAt(0)] = 1;

/**
 * The offset of the next quote, backslash or line break from `from` on; the length where none follows. Four bytes at a
 * time: most of a log file is inside strings, and this is most of what reading one costs.
 */
export function findStringStop(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  const lastFour = length - 4;
  let i = from;
  while (i <= lastFour) {
    if (stops[bytes[i] ?? 0] !== 0) return i;
    if (stops[bytes[i + 1] ?? 0] !== 0) return i + 1;
    if (stops[bytes[i + 2] ?? 0] !== 0) return i + 2;
    if (stops[bytes[i + 3] ?? 0] !== 0) return i + 3;
    i += 4;
  }
  while (i < length && stops[bytes[i] ?? 0] === 0) i++;
  return Math.min(i, length);
}
