import { createReadStream } from "node:fs";
import type { FrameCursor } from "./frame.ts";
import { isGzip } from "./gzip-magic.ts";
import { readPacked } from "./read-packed.client.ts";
import { releaseMemory } from "./release-memory.ts";
import type { Source } from "./source.ts";
import { unpackStream } from "./unpack-stream.ts";
import { unpackWhole } from "./unpack-whole.ts";

/** A stretch of an input's unpacked bytes; what the cursor leaves unframed comes again at the next one's beginning. */
export interface Window {
  /** Good until the next window is asked for. */
  readonly bytes: Buffer;
  readonly isLast: boolean;
  /** A checksum vouches for the bytes: nothing in them was damaged on its way. */
  readonly isVerified: boolean;
  /** The number of the first line in it, from 1. */
  readonly firstLine: number;
  /** What became of the rest: this is the last window, and the input is damaged behind it. */
  readonly failure: string | null;
  /** Bytes of the input itself read so far, packed where it is packed; 0 for standard input. */
  readonly bytesRead: number;
}

/** Files up to this size, packed or not, are read at once. */
const mostAtOnce = 64 * 1024 * 1024;
/** No single value may be larger; a JavaScript string could not hold much more. */
const mostInWindow = 256 * 1024 * 1024;

/**
 * Reads an input, gzip or not, in windows of bounded size. Expects the cursor to be advanced, and moves it back by
 * what it drops. Throws where the input cannot be read at all.
 */
export async function* readWindows(
  source: Source,
  cursor: FrameCursor,
): AsyncGenerator<Window, void> {
  if (source.path === null) {
    yield* windowsOf(process.stdin, cursor, () => 0);
    return;
  }
  if (source.size !== null && source.size <= mostAtOnce) {
    // Without waiting: nothing else in this thread has anything to do meanwhile.
    const packed = readPacked(source.path, source.size);
    const whole = unpackWhole(isGzip(packed) ? packed : Buffer.from(packed), mostAtOnce);
    if (whole !== null) {
      yield { ...whole, isLast: true, firstLine: 1, bytesRead: source.size };
      releaseMemory(whole.bytes);
      return;
    }
  }
  const file = createReadStream(source.path, { highWaterMark: 1 << 20 });
  yield* windowsOf(file, cursor, () => file.bytesRead);
}

async function* windowsOf(
  chunks: AsyncIterable<Buffer | string>,
  cursor: FrameCursor,
  bytesRead: () => number,
): AsyncGenerator<Window, void> {
  // A checksum at the end of a stream comes too late for what was read before.
  const isVerified = false;
  let kept: Buffer = Buffer.alloc(0);
  let pending: Buffer[] = [];
  let pendingLength = 0;
  let firstLine = 1;
  let failure: string | null = null;
  const windowOf = (bytes: Buffer, isLast: boolean): Window => {
    return { bytes, isLast, isVerified, firstLine, failure, bytesRead: bytesRead() };
  };
  try {
    for await (const chunk of unpackStream(chunks)) {
      pending.push(chunk);
      pendingLength += chunk.length;
      // Looking again at what is kept only when as much has come keeps the whole linear.
      if (pendingLength < kept.length) continue;
      const bytes = Buffer.concat([kept, ...pending]);
      pending = [];
      pendingLength = 0;
      yield windowOf(bytes, bytes.length > mostInWindow);
      firstLine += countLines(bytes, cursor.offset);
      kept = bytes.subarray(cursor.offset);
      cursor.offset = 0;
    }
  } catch (error) {
    failure = error instanceof Error ? `cannot read on: ${error.message}` : String(error);
  }
  yield windowOf(Buffer.concat([kept, ...pending]), true);
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
