import type { Finding, FoundBatch } from "./finding.ts";
import { findInWindow } from "./find-in-window.ts";
import { startFraming } from "./frame.ts";
import { readWindows } from "./read-windows.client.ts";
import type { Source } from "./source.ts";

/** A batch is passed on as soon as it has so many findings or characters. */
const fullFindings = 256;
const fullCharacters = 256 * 1024;

/**
 * Everything that an input holds, in batches of bounded size; positions count from 1 within it. A damaged line, record
 * or file becomes a finding too, and the rest goes on. Never throws for what it reads.
 */
export async function* findInSource(
  source: Source,
  all: boolean,
): AsyncGenerator<FoundBatch, void> {
  const cursor = startFraming();
  const count = { positions: 0 };
  let bytesRead = 0;
  let findings: Finding[] = [];
  let characters = 0;
  const takeBatch = (): FoundBatch => {
    const batch = { findings, positions: count.positions, bytesRead };
    findings = [];
    characters = 0;
    return batch;
  };
  const problem = (reason: string): Finding => ({ kind: "problem", place: source.label, reason });
  try {
    for await (const window of readWindows(source, cursor)) {
      bytesRead = window.bytesRead;
      if (window.firstLine === 1 && window.bytes.subarray(0, 1024).includes(0)) {
        findings.push(problem("it is neither JSON nor UTF-8 text"));
        break;
      }
      for (const finding of findInWindow(window, cursor, count, source.label, all)) {
        findings.push(finding);
        characters += finding.kind === "json" ? finding.text.length : 0;
        if (findings.length >= fullFindings || characters >= fullCharacters) yield takeBatch();
      }
      // What came so far is shown now: more may be long in coming.
      if (!window.isLast) yield takeBatch();
    }
  } catch (error) {
    findings.push(problem(`cannot read it: ${reasonOf(error)}`));
  }
  yield takeBatch();
}

/** Only the code of a system's error: its message repeats the path. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
