import { Worker } from "node:worker_threads";
import type { Source } from "../explain/source.ts";
import type { ScanAnswer, ScanRequest } from "./answer-scans.ts";
import { type ScannedSource, scanSource } from "./scan-source.ts";

export interface Scanner {
  /** What the files hold, in their order. Rejects with what a worker dies of. */
  readonly scan: (sources: readonly Source[]) => Promise<readonly ScannedSource[]>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (scanned: readonly ScannedSource[]) => void;
  readonly reject: (error: Error) => void;
}

/** Reads files in `workerCount` threads, in turn; in this one for 0. */
export function createScanner(workerCount: number): Scanner {
  const waiting = new Map<number, Waiting>();
  let tasks = 0;
  const workers = Array.from({ length: workerCount }, () => {
    const worker = new Worker(new URL("./scan-worker.mjs", import.meta.url), {
      // A file's text and what it becomes are gone before the next one is read.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    worker.on("message", ({ task, scanned }: ScanAnswer) => {
      waiting.get(task)?.resolve(scanned);
      waiting.delete(task);
    });
    worker.on("error", (error: unknown) => {
      for (const { reject } of waiting.values()) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      waiting.clear();
    });
    return worker;
  });
  return {
    scan: async (sources) => {
      const task = tasks++;
      const worker = workers[task % Math.max(workers.length, 1)];
      if (worker === undefined) {
        const scanned: ScannedSource[] = [];
        for (const source of sources) scanned.push(await scanSource(source));
        return scanned;
      }
      return await new Promise((resolve, reject) => {
        waiting.set(task, { resolve, reject });
        const request: ScanRequest = { task, sources };
        worker.postMessage(request);
      });
    },
    close: async () => {
      await Promise.all(workers.map(async (worker) => await worker.terminate()));
    },
  };
}
