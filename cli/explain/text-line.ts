const newline = 0x0a;

/** The offset of the line break that ends the line at `start`; -1 where none follows. */
export function findLineEnd(bytes: Uint8Array, start: number): number {
  return bytes.indexOf(newline, start);
}

/** Whether there is nothing but white space from `start` to `end`. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if ((bytes[i] ?? 0) > 0x20) return false;
  }
  return true;
}

/** Whether a line, by its first byte, is blank or goes on with pretty-printed JSON: indented, a key, a bracket, a comma. */
export function isMoreOfBrokenJson(bytes: Uint8Array, lineStart: number): boolean {
  const first = bytes[lineStart] ?? 0;
  return first <= 0x20 || first === 0x22 || first === 0x2c || first === 0x5d || first === 0x7d;
}
