import { z } from "zod";
import { openJsonLinesFile } from "./json-lines-file.ts";

/** An event that the handler failed on to the last attempt. */
export interface DeadLetter {
  readonly time: string;
  readonly requestId: string;
  readonly attempts: number;
  readonly error: { readonly name: string; readonly message: string };
  readonly event: unknown;
}

export interface DeadLetterFile {
  add(letter: DeadLetter): Promise<void>;
  /** Hands each event over, oldest first, then empties the file: none is lost when the process dies in between. */
  replay(take: (event: unknown) => Promise<void>): Promise<number>;
}

const letterSchema = z.object({ event: z.unknown() });

/** What Lambda's dead-letter queue is on AWS, as JSON Lines; the file need not exist. */
export function openDeadLetterFile(path: string): DeadLetterFile {
  const file = openJsonLinesFile(path);
  return {
    add: (letter) => file.append(letter),
    async replay(take) {
      const letters = (await file.readAll()).flatMap((line) => {
        const { data } = letterSchema.safeParse(line);
        return data === undefined ? [] : [data];
      });
      for (const { event } of letters) await take(event);
      if (letters.length > 0) await file.replaceAll([]);
      return letters.length;
    },
  };
}
