import type { Finding } from "./finding.ts";
import type { ExplainSettings, Item } from "./item.ts";
import type { Source } from "./source.ts";

/** What a worker is started with. */
export interface ThreadSettings extends ExplainSettings {
  /**
   * Of the positions, what share is left to the main thread to explain; with more, who reads them explains them.
   * Few enough, and the grammar and the hints are loaded and warmed up only once.
   */
  readonly shareLeft: number;
}

/** What the main thread says to a worker. */
export type WorkerRequest =
  | { readonly kind: "explain"; readonly task: number; readonly sources: readonly Source[] }
  /** One batch was printed: the worker may send one more. */
  | { readonly kind: "printed" };

/** What reading a task's sources came to; positions count from 1 within them. */
export interface TaskAnswer {
  readonly task: number;
  readonly findings: readonly (Finding | Item)[];
  /** Positions that the sources have taken so far. */
  readonly positions: number;
  readonly bytesRead: number;
  /** The task's sources are through. */
  readonly isDone: boolean;
}

/** Batches that a worker sends ahead of what is printed; with the batches' own bound, this bounds memory. */
export const mostUnprinted = 8;
