import { parentPort, workerData } from "node:worker_threads";
import { findInSource } from "./find-in-source.ts";
import type { Finding, FoundBatch } from "./finding.ts";
import type { Item } from "./item.ts";
import type { Source } from "./source.ts";
import {
  mostUnprinted,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerSettings,
} from "./worker-messages.ts";

const settings = workerData as WorkerSettings;
const fullFindings = 256;

/** One task after the other. */
let working = Promise.resolve();
let unprinted = 0;
let wake: () => void = () => undefined;

parentPort?.on("message", (request: WorkerRequest) => {
  if (request.kind === "explain") {
    // A failure here is a defect: it ends the worker, and is thrown in the main thread.
    working = working.then(async () => {
      await answer(request.task, request.sources);
    });
  } else {
    unprinted--;
    wake();
  }
});

async function answer(task: number, sources: readonly Source[]): Promise<void> {
  let findings: (Finding | Item)[] = [];
  let before = 0;
  let bytesBefore = 0;
  for (const source of sources) {
    let positions = 0;
    for await (const batch of findInSource(source, settings.all)) {
      const explained = await explainIfMany(batch, batch.positions - positions);
      for (const finding of explained) findings.push(shift(finding, before));
      positions = batch.positions;
      if (findings.length < fullFindings) continue;
      const bytesRead = bytesBefore + batch.bytesRead;
      await send({ task, findings, positions: before + positions, bytesRead, isDone: false });
      findings = [];
    }
    before += positions;
    bytesBefore += source.size ?? 0;
  }
  await send({ task, findings, positions: before, bytesRead: bytesBefore, isDone: true });
}

async function explainIfMany(
  { findings }: FoundBatch,
  positions: number,
): Promise<readonly (Finding | Item)[]> {
  const left = findings.filter(({ kind }) => kind === "json" || kind === "entry").length;
  if (left <= positions * settings.shareLeft) return findings;
  const { explainFindings } = await import("./explain-findings.ts");
  return await explainFindings(findings, settings);
}

function shift<T extends Finding | Item>(finding: T, by: number): T {
  return finding.kind === "problem" || by === 0
    ? finding
    : { ...finding, position: finding.position + by };
}

async function send(message: WorkerAnswer): Promise<void> {
  while (unprinted >= mostUnprinted) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  unprinted++;
  parentPort?.postMessage(message);
}
