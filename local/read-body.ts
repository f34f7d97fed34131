import type { IncomingMessage } from "node:http";

/** A request's body as text; null where it is longer than `mostBytes`, and the rest is not read. */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection stays open, so that the caller can be told what was wrong.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
