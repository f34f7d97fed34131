import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isGzip } from "./gzip-magic.ts";

/** The chunks of a stream, unpacked where it begins as gzip does. Throws what reading or unpacking throws. */
export async function* unpackStream(
  chunks: AsyncIterable<Buffer | string>,
): AsyncGenerator<Buffer, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, Buffer.from(next.value)]);
  }
  if (!isGzip(head)) {
    yield* joined(head, iterator);
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  // What fails destroys the last stream, and so is thrown below.
  pipeline(Readable.from(joined(head, iterator)), gunzip, () => undefined);
  for await (const chunk of gunzip) yield chunk as Buffer;
}

async function* joined(
  head: Buffer,
  rest: AsyncIterator<Buffer | string>,
): AsyncGenerator<Buffer, void> {
  if (head.length > 0) yield head;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield Buffer.from(next.value);
  }
}
