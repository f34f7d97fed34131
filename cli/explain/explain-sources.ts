import { findInSource } from "./find-in-source.ts";
import type { ExplainSettings } from "./item.ts";
import type { NumberedBatch } from "./numbered-batch.ts";
import type { Source } from "./source.ts";

/** One input after the other, in this thread. The grammar and the hints are loaded when there is something to explain. */
export async function* explainSources(
  sources: readonly Source[],
  settings: ExplainSettings,
): AsyncGenerator<NumberedBatch, void> {
  let before = 0;
  let bytesBefore = 0;
  for (const source of sources) {
    let positions = before;
    for await (const batch of findInSource(source, settings.all)) {
      const { explainFindings } = await import("./explain-findings.ts");
      positions = before + batch.positions;
      const bytesRead = bytesBefore + batch.bytesRead;
      const items = await explainFindings(batch.findings, settings);
      yield { items, before, positions, bytesRead };
    }
    before = positions;
    bytesBefore += source.size ?? 0;
  }
}
