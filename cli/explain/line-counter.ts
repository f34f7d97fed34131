const newline = 0x0a;

/** Tells an offset's line number, for offsets asked for in rising order; each byte is looked at once. */
export function createLineCounter(bytes: Buffer, firstLine: number): (offset: number) => number {
  let line = firstLine;
  let next = bytes.indexOf(newline);
  return (offset) => {
    while (next !== -1 && next < offset) {
      line++;
      next = bytes.indexOf(newline, next + 1);
    }
    return line;
  };
}
