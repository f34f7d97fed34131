import type { Writable } from "node:stream";

/** A stream to print to, as fast as its reader reads. */
export interface Output {
  /** Resolves when more may be written; false when nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
}

/** Prints to a stream; a reader that goes away (`| head`) is an answer, any other failure of it is thrown. */
export function createOutput(stream: Writable): Output {
  let failure: Error | null = null;
  stream.on("error", (error) => {
    failure = error;
  });
  const isOpen = (): boolean => {
    if (failure === null) return !stream.destroyed;
    if ("code" in failure && failure.code === "EPIPE") return false;
    throw failure;
  };
  return {
    write: async (text) => {
      if (!isOpen()) return false;
      if (!stream.write(text)) await untilOneOf(stream, ["drain", "close", "error"]);
      return isOpen();
    },
  };
}

async function untilOneOf(stream: Writable, events: readonly string[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      for (const event of events) stream.off(event, end);
      resolve();
    };
    for (const event of events) stream.on(event, end);
  });
}
