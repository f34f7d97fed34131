import { constants, gunzipSync } from "node:zlib";
import { isGzip } from "./gzip-magic.ts";

export interface Unpacked {
  readonly bytes: Buffer;
  /** gzip's checksum was there and right. */
  readonly isVerified: boolean;
  /** Why the rest could not be unpacked; null where all was. */
  readonly failure: string | null;
}

/** More than Node's pool hands out: the memory is the file's own, and can be given back. */
const smallestGuess = 128 * 1024;

/**
 * A file's bytes, unpacked where they are gzip: as much as there is of a file that was cut. Null where that is more
 * than `limit`; throws where nothing can be unpacked.
 */
export function unpackWhole(bytes: Buffer, limit: number): Unpacked | null {
  if (!isGzip(bytes)) return { bytes, isVerified: false, failure: null };
  // gzip ends with its unpacked size: one output buffer of just that size is the fastest.
  const told = bytes.length >= 18 ? bytes.readUInt32LE(bytes.length - 4) : 0;
  const chunkSize = Math.min(Math.max(told + 64, smallestGuess), limit);
  try {
    const unpacked = gunzipSync(bytes, { chunkSize, maxOutputLength: limit });
    return { bytes: unpacked, isVerified: true, failure: null };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE") return null;
    if (code !== "Z_BUF_ERROR") throw error;
  }
  const finishFlush = constants.Z_SYNC_FLUSH;
  const part = gunzipSync(bytes, { finishFlush, maxOutputLength: limit });
  return { bytes: part, isVerified: false, failure: "the gzip data ends early" };
}
