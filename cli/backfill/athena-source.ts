import type { Waiting } from "../cloudtrail/request-pacer.ts";
import type { AthenaExecutor, ExecutionState } from "./athena-executor.client.ts";
import { athenaFields } from "./athena-fields.ts";
import type { AthenaPlace } from "./athena-place.ts";
import { type AthenaStatement, buildAthenaQuery } from "./athena-query.ts";
import { athenaRecord } from "./athena-record.ts";
import type { Checkpoint, RunSpan } from "./checkpoint.client.ts";
import { groupRecords } from "./group-records.ts";
import { formatSize } from "./parse-size.ts";
import type { SourceBatch } from "./source-batch.ts";

export interface AthenaReading {
  readonly executor: AthenaExecutor;
  readonly place: AthenaPlace;
  readonly span: RunSpan;
  readonly checkpoint: Pick<Checkpoint, "positionOf" | "mark">;
  readonly waiting: Waiting;
  /** Kept up to date. */
  readonly cost: { scannedBytes: number };
}

/** The one place of an Athena run in a checkpoint. */
export const athenaMark = "athena";
const [firstWait, longestWait] = [500, 5_000];

/**
 * The denials that a query finds, page by page. The execution is written down as soon as Athena has it, so that an
 * interrupted run reads the answer that was paid for. Throws where the query fails, or scans more than allowed.
 */
export async function* readAthenaSource(reading: AthenaReading): AsyncGenerator<SourceBatch, void> {
  const { executor, place, span } = reading;
  const { columns, dayPartition } = await executor.describeTable();
  const fields = athenaFields(columns);
  const statement = buildAthenaQuery(place, fields, dayPartition, span);
  const executionId = (await findExecution(reading)) ?? (await startExecution(reading, statement));
  const states = waitFor(executionId, reading);
  while ((await states.next()).done !== true) yield nothing;
  let token: string | null = null;
  do {
    const page = await executor.page(executionId, token);
    const records = page.rows.map((row) => athenaRecord(fields, row));
    token = page.next;
    yield {
      ...groupRecords(
        records.map((record) => ({
          place: `event ${String(record["eventID"])} in ${place.database}.${place.table}`,
          json: JSON.stringify(record),
        })),
      ),
      records: records.length,
      // Pages have no mark: tokens do not last, and what is read again is not counted again.
      marks: [],
      progress: token === null ? 1 : 0.5,
    };
  } while (token !== null);
}

const nothing: SourceBatch = { groups: [], problems: [], records: 0, marks: [], progress: 0 };

/** An earlier run's execution, unless it failed or is forgotten. */
async function findExecution({ executor, checkpoint }: AthenaReading): Promise<string | null> {
  const executionId = checkpoint.positionOf(athenaMark);
  if (typeof executionId !== "string") return null;
  const state = await executor.stateOf(executionId);
  return state === null || state.kind === "ended" ? null : executionId;
}

async function startExecution(
  { executor, checkpoint }: AthenaReading,
  statement: AthenaStatement,
): Promise<string> {
  const executionId = await executor.start(statement);
  await checkpoint.mark([{ region: athenaMark, position: executionId }]);
  return executionId;
}

/** Yields each time that it has waited; returns once the query is through. */
export async function* waitFor(
  executionId: string,
  {
    executor,
    place: { maxScanBytes },
    waiting,
    cost,
  }: Pick<AthenaReading, "executor" | "place" | "waiting" | "cost">,
): AsyncGenerator<ExecutionState, void> {
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    const state = await executor.stateOf(executionId);
    if (state === null) throw new Error(`Cannot find the query execution "${executionId}"`);
    cost.scannedBytes = state.scannedBytes;
    if (state.kind === "succeeded") return;
    if (state.kind === "ended") {
      throw new Error(`Cannot get the query's answer, execution "${executionId}": ${state.reason}`);
    }
    if (maxScanBytes !== null && state.scannedBytes > maxScanBytes) {
      await executor.stop(executionId);
      throw new Error(
        `Cannot read further: the query has scanned ${formatSize(state.scannedBytes)}, more than --max-scan ${formatSize(maxScanBytes)}, and was stopped; ask for less with --since and --until`,
      );
    }
    yield state;
    await waiting.sleep(wait);
  }
}
