import { z } from "zod";
import { openJsonLinesFile } from "./json-lines-file.ts";

/** An event that was taken and is not done. */
export interface SpooledEvent {
  readonly id: string;
  readonly event: unknown;
  /** Attempts that failed so far. */
  readonly failures: number;
}

/** The queue in front of the handler, kept in a file: what was taken is done once, or comes back at the next start. */
export interface EventSpool {
  /** What an earlier process left undone, in the order it was taken. */
  readonly leftOver: readonly SpooledEvent[];
  add(id: string, event: unknown): Promise<SpooledEvent>;
  markFailed(id: string): Promise<void>;
  markDone(id: string): Promise<void>;
}

const lineSchema = z.union([
  z.object({ id: z.string(), event: z.unknown(), failures: z.number().default(0) }),
  z.object({ failed: z.string() }),
  z.object({ done: z.string() }),
]);

/** Lines after which the file is written anew with only what is undone. */
const mostLines = 1000;

export async function openEventSpool(path: string): Promise<EventSpool> {
  const file = openJsonLinesFile(path);
  const undone = new Map<string, SpooledEvent>();
  for (const line of await file.readAll()) apply(line);
  await file.replaceAll([...undone.values()]);
  let lines = undone.size;

  return {
    leftOver: [...undone.values()],
    async add(id, event) {
      const spooled = { id, event, failures: 0 };
      await write(spooled);
      return spooled;
    },
    markFailed: (id) => write({ failed: id }),
    markDone: (id) => write({ done: id }),
  };

  async function write(line: z.infer<typeof lineSchema>): Promise<void> {
    apply(line);
    lines += 1;
    if (lines > mostLines + 2 * undone.size) {
      lines = undone.size;
      await file.replaceAll([...undone.values()]);
    } else {
      await file.append(line);
    }
  }

  function apply(line: unknown): void {
    const { data } = lineSchema.safeParse(line);
    if (data === undefined) return;
    if ("done" in data) {
      undone.delete(data.done);
    } else if ("failed" in data) {
      const known = undone.get(data.failed);
      if (known !== undefined) undone.set(known.id, { ...known, failures: known.failures + 1 });
    } else {
      undone.set(data.id, data);
    }
  }
}
