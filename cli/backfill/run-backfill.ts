import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Denial } from "../../shared/denial/denial.ts";
import type { Hidden } from "../../shared/history/count-settings.ts";
import { denialKey, fingerprintOfKey } from "../../shared/history/denial-item.ts";
import type { Occurrences } from "../../shared/history/occurrence.ts";
import { readItems } from "../../shared/history/read-items.client.ts";
import { countBackfilled } from "./backfill-counter.client.ts";
import type { Checkpoint } from "./checkpoint.client.ts";
import { collectDenials } from "./collected-denials.ts";
import type { BackfillSettings } from "./plan-backfill.ts";
import type { SourceBatch, SourceMark } from "./source-batch.ts";

export interface BackfillRun {
  readonly source: AsyncIterable<SourceBatch>;
  readonly table: { readonly dynamoDb: DynamoDBClient; readonly tableName: string };
  /** What is counted: epoch seconds, both included. */
  readonly span: { readonly startSeconds: number; readonly endSeconds: number };
  readonly checkpoint: Checkpoint;
  readonly findHidden: (denial: Denial) => Hidden | null;
  readonly settings: BackfillSettings;
  readonly dryRun: boolean;
  /** Kept up to date: it is true also where the run throws. */
  readonly summary: BackfillSummary;
  readonly onProgress: (progress: number) => void;
  readonly onProblem: (problem: string) => void;
  readonly isStopping: () => boolean;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

export interface BackfillSummary {
  records: number;
  /** Occurrences counted now. */
  added: number;
  /** Fingerprints that the history did not have. */
  fingerprints: number;
  /** Counted before. */
  known: number;
  /** In live counting's time, which cannot say any more which ones it counted. */
  leftToLive: number;
  outside: number;
  problems: number;
  isStopped: boolean;
}

export function startSummary(): BackfillSummary {
  return {
    ...{ records: 0, added: 0, fingerprints: 0, known: 0, leftToLive: 0, outside: 0 },
    ...{ problems: 0, isStopped: false },
  };
}

/** Writes are made for so many events together, or what was read for so long: a fingerprint is then written once. */
const mostHeld = 100_000;
const longestHeldMilliseconds = 30_000;
const mostAtOnce = 16;

/** Reads a source into the history. Throws what the source or the table throws, what was read before being counted and marked. */
export async function runBackfill(run: BackfillRun): Promise<void> {
  const { span, checkpoint, dryRun, clock, isStopping, summary } = run;
  const held = collectDenials(span.startSeconds, span.endSeconds);
  let marks: SourceMark[] = [];
  const newOnes = new Set<string>();
  let heldSince = clock();
  try {
    for await (const batch of run.source) {
      summary.records += batch.records;
      summary.outside += held.add(batch.groups).outside;
      summary.problems += batch.problems.length;
      batch.problems.forEach(run.onProblem);
      marks.push(...batch.marks);
      if (held.size() >= mostHeld || clock() - heldSince >= longestHeldMilliseconds) await flush();
      run.onProgress(batch.progress);
      if (!isStopping()) continue;
      summary.isStopped = true;
      break;
    }
  } finally {
    await flush();
  }
  if (!summary.isStopped && !dryRun) await checkpoint.remove();

  async function flush(): Promise<void> {
    const left = [...held.take()];
    const fingerprints = left.map(({ fingerprint }) => fingerprint);
    const items = await readItems(
      run.table.dynamoDb,
      run.table.tableName,
      fingerprints.map(denialKey),
    );
    const known = new Map(items.map((item) => [fingerprintOfKey(item), item]));
    const worker = async (): Promise<void> => {
      for (let group = left.shift(); group !== undefined; group = left.shift()) {
        await count(group, known.get(group.fingerprint) ?? null);
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, worker));
    if (!dryRun) await checkpoint.mark(marks);
    marks = [];
    heldSince = clock();
  }

  async function count(
    group: Occurrences,
    item: Parameters<typeof countBackfilled>[2],
  ): Promise<void> {
    const hidden = run.findHidden(group.latest);
    const found = await countBackfilled(run.table, group, item, hidden, run.settings, dryRun);
    summary.added += found.added;
    summary.known += found.known;
    summary.leftToLive += found.leftToLive;
    if (found.isNew) newOnes.add(group.fingerprint);
    summary.fingerprints = newOnes.size;
  }
}
