/** One HTTP/1.1 message whose length its head gives. */
export interface HttpMessage {
  /** The start line and the header lines. */
  readonly head: string;
  readonly body: Buffer;
  /** Head and body as they came. */
  readonly bytes: Buffer;
}

const headEnd = "\r\n\r\n";

/**
 * Cuts what arrives on a connection into messages, `take` getting each once it is whole. Throws for one without
 * `Content-Length` that may have a body: a chunked one is never sent by the SDK, nor by an engine.
 */
export function splitHttpMessages(take: (message: HttpMessage) => void): (chunk: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  return (chunk) => {
    left = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    for (let message = cutFirst(left); message !== null; message = cutFirst(left)) {
      left = left.subarray(message.bytes.length);
      take(message);
    }
  };
}

function cutFirst(bytes: Buffer): HttpMessage | null {
  const end = bytes.indexOf(headEnd);
  if (end === -1) return null;
  const head = bytes.toString("latin1", 0, end);
  if (/^transfer-encoding:/im.test(head)) {
    throw new Error("Cannot split an HTTP message: it has a transfer encoding");
  }
  const bodyAt = end + headEnd.length;
  const length = bodyAt + Number(readHeader(head, "content-length") ?? 0);
  if (bytes.length < length) return null;
  return { head, body: bytes.subarray(bodyAt, length), bytes: bytes.subarray(0, length) };
}

/** A header's value, or null. `name` in lower case, without characters that a pattern gives a meaning to. */
export function readHeader(head: string, name: string): string | null {
  return new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, "im").exec(head)?.[1] ?? null;
}
