import { parentPort } from "node:worker_threads";
import type { Source } from "../explain/source.ts";
import { type ScannedSource, scanSource } from "./scan-source.ts";

/** Files that a worker is to read in one go. */
export interface ScanRequest {
  readonly task: number;
  readonly sources: readonly Source[];
}

export interface ScanAnswer {
  readonly task: number;
  readonly scanned: readonly ScannedSource[];
}

/** One request after the other. */
let working = Promise.resolve();

parentPort?.on("message", ({ task, sources }: ScanRequest) => {
  // A failure here is a defect: it ends the worker, and is thrown in the main thread.
  working = working.then(async () => {
    const scanned: ScannedSource[] = [];
    for (const source of sources) scanned.push(await scanSource(source));
    const answer: ScanAnswer = { task, scanned };
    parentPort?.postMessage(answer);
  });
});
