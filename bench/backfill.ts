import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startEmbeddedDynamoDb } from "../local/embedded-dynamodb.ts";
import { localTableInput } from "../local/open-local-table.ts";
import { articleFilter } from "./article-filter.ts";
import type { BenchResult } from "./bench-result.ts";
import { generateLogs, type LogOptions } from "./generate-logs.ts";
import { median } from "./median.ts";

const run = promisify(execFile);
const rounds = 3;
/** A trail writes more than this in a day; of much less, the start of the programs would be measured. */
const megabytes = 600;
const cli = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));

/**
 * A backfill of a folder of gzipped log files into an empty embedded engine, its writes included, against zcat with jq:
 * where denials repeat, as they do (two thousand of a hundred kinds), and where nearly each is the first of its kind, so
 * that it is the engine that is measured.
 */
export async function benchBackfill(): Promise<BenchResult[]> {
  const logs = { unpackedBytes: megabytes * 1024 * 1024, denialShare: 0.02, seed: 11 };
  return [...(await benchLogs({ ...logs, problems: 100 }, 4)), ...(await benchLogs(logs, null))];
}

async function benchLogs(
  options: Omit<LogOptions, "folder">,
  aim: number | null,
): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "denywatch-bench-"));
  const [logs, empty, data] = [join(folder, "logs"), join(folder, "empty"), join(folder, "data")];
  try {
    await generateLogs({ ...options, folder: logs });
    await (await startEmbeddedDynamoDb(empty, localTableInput())).stop();
    const commands = {
      backfill: `"${process.execPath}" "${cli}" backfill --local "$1" --since 2026-03-01T00:00:00Z --until 2026-03-31T00:00:00Z "$0"`,
      jq: `find "$0" -name '*.gz' -print0 | xargs -0 zcat | jq -c '${articleFilter}' > /dev/null`,
    };
    const times: Record<keyof typeof commands, number[]> = { backfill: [], jq: [] };
    let said = "";
    for (let round = 0; round <= rounds; round++) {
      await cp(empty, data, { recursive: true });
      for (const name of ["backfill", "jq"] as const) {
        const startedAt = performance.now();
        const { stdout } = await run("sh", ["-c", commands[name], logs, data]);
        // The first round fills the caches.
        if (round > 0) times[name].push(performance.now() - startedAt);
        if (name === "backfill") said = stdout.trim();
      }
      await rm(data, { recursive: true });
    }
    const [ours, theirs] = [median(times.backfill) / 1000, median(times.jq) / 1000];
    return [
      {
        name: `zcat | jq over ${options.unpackedBytes / 1024 ** 2} MB of logs; backfill: ${said}`,
        value: theirs / ours,
        unit: "× the time of denywatch backfill of the folder, writes included",
        aim: aim === null ? null : `at least ${aim}`,
        met: aim === null ? null : theirs / ours >= aim,
      },
      { name: "... in seconds", value: ours, unit: "s", aim: null, met: null },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
