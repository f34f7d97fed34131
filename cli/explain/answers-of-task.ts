import { findInSource } from "./find-in-source.ts";
import type { Finding, FoundBatch } from "./finding.ts";
import type { Item } from "./item.ts";
import type { Source } from "./source.ts";
import type { TaskAnswer, ThreadSettings } from "./thread-messages.ts";

/** An answer is passed on as soon as it has so many findings. */
const fullFindings = 256;

/** What a task's sources hold, in order and in answers of bounded size; the last one `isDone`. */
export async function* answersOfTask(
  task: number,
  sources: readonly Source[],
  settings: ThreadSettings,
): AsyncGenerator<TaskAnswer, void> {
  let findings: (Finding | Item)[] = [];
  let before = 0;
  let bytesBefore = 0;
  for (const source of sources) {
    let positions = 0;
    for await (const batch of findInSource(source, settings.all)) {
      const explained = await explainIfMany(batch, batch.positions - positions, settings);
      for (const finding of explained) findings.push(shift(finding, before));
      positions = batch.positions;
      if (findings.length < fullFindings) continue;
      const bytesRead = bytesBefore + batch.bytesRead;
      yield { task, findings, positions: before + positions, bytesRead, isDone: false };
      findings = [];
    }
    before += positions;
    bytesBefore += source.size ?? 0;
  }
  yield { task, findings, positions: before, bytesRead: bytesBefore, isDone: true };
}

async function explainIfMany(
  { findings }: FoundBatch,
  positions: number,
  settings: ThreadSettings,
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
