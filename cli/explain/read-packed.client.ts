import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** Larger files are rare: they get memory of their own. */
const mostKept = 4 * 1024 * 1024;
/** Taken once a thread: asking the system for fresh memory costs more than reading a log file into it. */
let memory: Buffer | null = null;

/**
 * A file's bytes, of which `size` were there a moment ago. Good until this thread's next call: unpack or copy them
 * before anything is awaited.
 */
export function readPacked(path: string, size: number): Buffer {
  if (size >= mostKept) return readFileSync(path);
  memory ??= Buffer.allocUnsafeSlow(mostKept);
  const file = openSync(path, "r");
  try {
    let length = 0;
    while (length < mostKept) {
      const read = readSync(file, memory, length, mostKept - length, null);
      if (read === 0) return memory.subarray(0, length);
      length += read;
    }
  } finally {
    closeSync(file);
  }
  // It has grown meanwhile.
  return readFileSync(path);
}
