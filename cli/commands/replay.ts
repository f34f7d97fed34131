import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeReplay } from "../../local/compose-replay.ts";
import { formatConfigProblem } from "../../shared/config/config-problem.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { createProgressBar, type ProgressBar } from "../explain/progress-bar.ts";
import { findSources } from "../explain/find-sources.client.ts";
import { type CollectedEvents, collectEvents } from "../replay/collect-events.ts";
import { describeResult } from "../replay/describe-result.ts";
import { printMessage } from "../replay/print-message.ts";
import { countBy, messageJson, type ReplayResult, resultJson } from "../replay/replay-result.ts";
import { replayIntoFunction } from "../replay/replay-into-function.ts";
import { readCheckedConfig } from "../read-checked-config.ts";
import { type StopSignal, stopOnSignal } from "../stop-on-signal.ts";
import { readTerminal } from "../terminal.ts";

export interface ReplayOptions {
  readonly config?: string;
  readonly show?: boolean;
  readonly json?: boolean;
  readonly function?: string;
  readonly yes?: boolean;
  readonly profile?: string;
  readonly region?: string;
}

/**
 * `denywatch replay`: what saved events would have told. Exit code 1 where something could not be read or handled, or
 * where it was interrupted.
 */
export async function replay(paths: readonly string[], options: ReplayOptions): Promise<number> {
  checkOptions(options);
  const config = options.config === undefined ? null : await readConfig(options.config);
  if (config?.kind === "invalid") return exitCodes.usage;
  const sources = findSources(paths);
  if (sources.some(({ path }) => path === null) && process.stdin.isTTY) {
    console.error("denywatch: reading from the terminal; Ctrl-D ends it");
  }
  const collected = await collectEvents(sources);
  for (const problem of collected.problems) console.error(`denywatch: ${showInvisible(problem)}`);
  const signal = stopOnSignal(process);
  const progress = createProgressBar(
    process.stderr.isTTY ? collected.events.length : 0,
    performance.now(),
    (text) => {
      process.stderr.write(text);
    },
  );
  try {
    const result =
      options.function === undefined
        ? await replayHere(collected, config?.json ?? null, signal, progress)
        : await replayIntoFunction(options.function, collected, options, signal, progress);
    progress.clear();
    if (result === null) return exitCodes.failed;
    print(result, options);
    if (signal.isStopping()) console.error("Interrupted: this is only what came before.");
    const isWell = result.problems === 0 && (result.outcomes["failed"] ?? 0) === 0;
    return isWell && !signal.isStopping() ? exitCodes.done : exitCodes.failed;
  } finally {
    progress.clear();
    signal.release();
  }
}

function checkOptions(options: ReplayOptions): void {
  if (options.function === undefined) {
    const given = (["yes", "profile", "region"] as const).find((one) => options[one] !== undefined);
    if (given !== undefined) throw new UsageError(`--${given} goes with --function`);
    return;
  }
  const given = (["config", "show"] as const).find((one) => options[one] !== undefined);
  if (given !== undefined) {
    throw new UsageError(`--${given} and --function exclude each other: give one of them`);
  }
}

async function replayHere(
  { events, records, problems }: CollectedEvents,
  config: unknown,
  { isStopping }: StopSignal,
  progress: ProgressBar,
): Promise<ReplayResult> {
  const folder = await mkdtemp(join(tmpdir(), "denywatch-replay-"));
  try {
    const started = await composeReplay({
      folder,
      config,
      startMilliseconds: Date.parse(events[0]?.time ?? new Date().toISOString()),
      log: (line) => {
        progress.clear();
        console.error(`denywatch: ${showInvisible(line)}`);
      },
    });
    try {
      const kinds: string[] = [];
      for (const event of events) {
        if (isStopping()) break;
        kinds.push(await started.take(event));
        progress.show(kinds.length, performance.now());
      }
      if (!isStopping() && !(await started.finish())) {
        console.error("denywatch: two days after the last event something is still not told");
      }
      return {
        records,
        denials: events.length,
        problems: problems.length,
        outcomes: countBy(kinds),
        messages: started.messages,
        hidden: started.hidden(),
      };
    } finally {
      await started.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(result: ReplayResult, { json = false, show = false }: ReplayOptions): void {
  const terminal = readTerminal(process);
  for (const message of result.messages ?? []) {
    console.log(
      json ? JSON.stringify(messageJson(message, show)) : printMessage(message, show, terminal),
    );
  }
  if (json) {
    console.log(JSON.stringify(resultJson(result)));
    return;
  }
  if ((result.messages ?? []).length > 0 && !show) console.log("");
  console.log(describeResult(result));
}

async function readConfig(
  file: string,
): Promise<{ readonly kind: "valid"; readonly json: unknown } | { readonly kind: "invalid" }> {
  const checked = await readCheckedConfig(file, new Date());
  if (checked.kind === "valid") return { kind: "valid", json: checked.json };
  for (const problem of checked.problems) console.error(formatConfigProblem(problem, file));
  return { kind: "invalid" };
}
