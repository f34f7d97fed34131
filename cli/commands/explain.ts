import { availableParallelism } from "node:os";
import { exitCodes } from "../exit-codes.ts";
import { findSources } from "../explain/find-sources.client.ts";
import { formatItem } from "../explain/format-item.ts";
import type { ExplainSettings, Item } from "../explain/item.ts";
import type { NumberedBatch } from "../explain/numbered-batch.ts";
import { createOutput } from "../explain/output.client.ts";
import { createProgressBar } from "../explain/progress-bar.ts";
import type { Source } from "../explain/source.ts";
import { totalSize } from "../explain/split-into-tasks.ts";

export interface ExplainOptions {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** What is printed, and the bar that shows how far it is: `total` in the unit of the batches' `bytesRead`. */
export interface ExplainInput {
  readonly batches: (settings: ExplainSettings) => AsyncGenerator<NumberedBatch, void>;
  readonly total: number;
}

/** Less than this is explained sooner than a worker has started. */
const worthWorkersBytes = 2 * 1024 * 1024;
const mostThreads = 8;
const [narrowest, widest, widthOfFile] = [40, 110, 100];

/**
 * `denywatch explain`: what each denial in files, folders or standard input means. Returns the exit code: 1 where
 * some of the input could not be read, which was said with its place.
 */
export async function explain(paths: readonly string[], options: ExplainOptions): Promise<number> {
  const sources = findSources(paths);
  if (sources.some(({ path }) => path === null) && process.stdin.isTTY) {
    console.error("denywatch: reading from the terminal; Ctrl-D ends it");
  }
  return await printExplained(
    { batches: (settings) => batchesOf(sources, settings), total: totalSize(sources) },
    options,
  );
}

/** Prints what an input comes to, as it comes. Returns the exit code. */
export async function printExplained(
  { batches, total }: ExplainInput,
  options: ExplainOptions,
): Promise<number> {
  const settings = settingsOf(options);
  const output = createOutput(process.stdout);
  const progress = createProgressBar(
    process.stderr.isTTY ? total : 0,
    performance.now(),
    (text) => {
      process.stderr.write(text);
    },
  );

  let [denials, problems, records] = [0, 0, 0];
  for await (const { items, before, positions, bytesRead } of batches(settings)) {
    records = positions;
    let text = "";
    if (isShown(items)) progress.clear();
    for (const item of items) {
      const formatted = formatItem(item, before, settings.json);
      if (item.kind === "denial") denials++;
      if (formatted.stream === "out") text += formatted.text;
      else {
        problems++;
        process.stderr.write(formatted.text);
      }
    }
    if (text !== "" && !(await output.write(text))) return stopReading(problems);
    progress.show(bytesRead, performance.now());
  }
  progress.clear();
  if (denials === 0 && !settings.json) {
    console.error(`denywatch: no denial among ${records} ${records === 1 ? "record" : "records"}`);
  }
  return problems > 0 ? exitCodes.failed : exitCodes.done;
}

/** In several threads where that is sooner. */
async function* batchesOf(
  sources: readonly Source[],
  settings: ExplainSettings,
): AsyncGenerator<NumberedBatch, void> {
  const workers = Math.min(availableParallelism(), mostThreads) - 1;
  const areFiles = sources.every(({ size }) => size !== null);
  if (areFiles && sources.length > 1 && workers > 0 && totalSize(sources) >= worthWorkersBytes) {
    const { explainInThreads } = await import("../explain/explain-in-threads.ts");
    yield* explainInThreads(sources, settings, workers);
  } else {
    const { explainSources } = await import("../explain/explain-sources.ts");
    yield* explainSources(sources, settings);
  }
}

function settingsOf({ json, all }: ExplainOptions): ExplainSettings {
  const { NO_COLOR: noColor = "", TERM: terminal } = process.env;
  const width = process.stdout.isTTY ? process.stdout.columns || widthOfFile : widthOfFile;
  return {
    json: json === true,
    all: all === true,
    width: Math.min(Math.max(width, narrowest), widest),
    colour: process.stdout.isTTY && noColor === "" && terminal !== "dumb",
  };
}

/** Whether any of it is written to the terminal that may show the progress bar. */
function isShown(items: readonly Item[]): boolean {
  return process.stdout.isTTY ? items.length > 0 : items.some(({ kind }) => kind === "problem");
}

/** Nobody reads on: an open standard input would keep the process. */
function stopReading(problems: number): number {
  process.stdin.destroy();
  return problems > 0 ? exitCodes.failed : exitCodes.done;
}
