import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import type { BackfillSource } from "../backfill/backfill-source.ts";
import { describeSummary } from "../backfill/describe-summary.ts";
import { readBackfillSettings } from "../backfill/hidden-finder.client.ts";
import { markOf, openCheckpoint } from "../backfill/checkpoint.client.ts";
import { openBackfillSource, type SourceOptions } from "../backfill/open-source.ts";
import { mostInOneWrite } from "../backfill/plan-backfill.ts";
import { runBackfill, startSummary } from "../backfill/run-backfill.ts";
import { findTimeSpan } from "../cloudtrail/find-time-span.ts";
import { exitCodes } from "../exit-codes.ts";
import { createProgressBar } from "../explain/progress-bar.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { stopOnSignal } from "../stop-on-signal.ts";
import { translateAwsError } from "../translate-aws-error.ts";

export interface BackfillOptions extends TableOptions, SourceOptions {
  readonly since?: string;
  readonly until?: string;
  readonly alert?: boolean;
  readonly dryRun?: boolean;
  readonly restart?: boolean;
  readonly checkpoint?: string;
}

/** What happened later may still be on its way to the live alerter, which is to tell it. */
const liveMinutes = 30;

/** `denywatch backfill`: past denials into the history. Exit code 1 where it stopped early or could not read something. */
export async function backfill(
  paths: readonly string[],
  options: BackfillOptions,
): Promise<number> {
  const now = new Date();
  const source = await openBackfillSource(paths, options, { now: Date.now, sleep });
  // Its threads would keep the process, whatever goes wrong from here on.
  try {
    return await backfillFrom(source, options, now);
  } finally {
    await source.close();
  }
}

async function backfillFrom(
  source: BackfillSource,
  options: BackfillOptions,
  now: Date,
): Promise<number> {
  const wanted = findTimeSpan(
    {
      since: options.since ?? (source.isEventHistory ? "90d" : `${defaultCountSettings.keepDays}d`),
      until: options.until ?? `${liveMinutes}m`,
    },
    now,
  );
  // Profile and Region say where to read from; the local alerter's data has neither.
  const table = await openTable(options.local === undefined ? options : { local: options.local });
  const signal = stopOnSignal(process);
  try {
    const { keepDays, findHidden } = await readBackfillSettings(table, now);
    const checkpoint = await openCheckpoint({
      path: options.checkpoint ?? checkpointPath(source.name, table.tableName, options),
      of: `${source.name} into ${table.tableName}`,
      span: wanted,
      now,
      restart: options.restart === true,
    });
    if (checkpoint.resumedFrom !== null) {
      const [from, to] = [checkpoint.span.startSeconds, checkpoint.span.endSeconds].map(dayOf);
      console.error(
        `Going on with the run that began ${checkpoint.resumedFrom}, of what happened from ${from} to ${to}; --restart begins anew.`,
      );
    }
    const oldest = Math.floor(now.getTime() / 1000) - keepDays * 86_400;
    const span = {
      ...checkpoint.span,
      startSeconds: Math.max(checkpoint.span.startSeconds, oldest),
    };
    const batches = await source.read(span, checkpoint).catch(async (error: unknown) => {
      // Nothing was begun that could be gone on with.
      if (checkpoint.resumedFrom === null) await checkpoint.remove();
      throw error;
    });
    for (const line of batches.announcement) console.error(line);
    const progress = createProgressBar(process.stderr.isTTY ? 1 : 0, performance.now(), (text) => {
      process.stderr.write(text);
    });
    const summary = startSummary();
    const dryRun = options.dryRun === true;
    try {
      await runBackfill({
        source: batches.batches,
        ...{ table, span, checkpoint, findHidden, dryRun },
        settings: {
          count: { ...defaultCountSettings, keepDays },
          alert: options.alert === true,
          now,
          mostInWrite: mostInOneWrite,
        },
        summary,
        onProgress: (done) => {
          progress.show(done, performance.now());
        },
        onProblem: (problem) => {
          progress.clear();
          console.error(`denywatch: ${showInvisible(problem)}`);
        },
        isStopping: signal.isStopping,
        clock: () => performance.now(),
      });
    } catch (error) {
      progress.clear();
      console.log(describeSummary(summary, dryRun));
      const reason =
        translateAwsError(error) ?? (error instanceof Error ? error.message : String(error));
      console.error(`denywatch: stopped: ${reason}`);
      console.error("What was read is counted. Run the same command again to go on from here.");
      return exitCodes.failed;
    } finally {
      progress.clear();
    }
    console.log(describeSummary(summary, dryRun));
    for (const line of batches.afterwards()) console.log(line);
    if (summary.isStopped) {
      console.error("Interrupted: what was read is counted. Run the same command again to go on.");
      return exitCodes.failed;
    }
    return summary.problems > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    signal.release();
    await table.close();
  }
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function checkpointPath(source: string, table: string, options: BackfillOptions): string {
  if (options.local !== undefined) {
    const folder = options.local === true ? ".denywatch" : options.local;
    return join(folder, `backfill-${markOf(source, table)}.jsonl`);
  }
  const state = process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state");
  const place = markOf(source, table, options.profile ?? "", options.region ?? "");
  return join(state, "denywatch", `backfill-${place}.jsonl`);
}
