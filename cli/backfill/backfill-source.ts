import type { Checkpoint, RunSpan } from "./checkpoint.client.ts";
import type { SourceBatch } from "./source-batch.ts";

export interface OpenedSource {
  readonly batches: AsyncIterable<SourceBatch>;
  /** What it will take, said before it begins. */
  readonly announcement: readonly string[];
  /** What it has cost, said at the end. */
  readonly afterwards: () => readonly string[];
}

export interface BackfillSource {
  /** Tells one run from another. */
  readonly name: string;
  /** Goes back 90 days and no further. */
  readonly isEventHistory: boolean;
  read(span: RunSpan, checkpoint: Checkpoint): Promise<OpenedSource>;
  close(): Promise<void>;
}
