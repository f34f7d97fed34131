import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { articleFilter } from "./article-filter.ts";
import type { BenchResult } from "./bench-result.ts";
import { generateLogs } from "./generate-logs.ts";
import { median } from "./median.ts";

const run = promisify(execFile);
const rounds = 5;
const cli = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));

/** `denywatch explain` over a folder of gzipped log files, against zcat and zcat with jq; jq is left out where absent. */
export async function benchExplainFolder(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "denywatch-bench-"));
  try {
    const logs = await generateLogs({
      folder: join(folder, "logs"),
      unpackedBytes: 150 * 1024 * 1024,
      denialShare: 0.02,
      seed: 7,
    });
    const unpack = `find "$0" -name '*.gz' -print0 | xargs -0 zcat`;
    const hasJq = await isThere("jq");
    const commands = {
      denywatch: `"${process.execPath}" "${cli}" explain --json "$0" > /dev/null`,
      zcat: `${unpack} > /dev/null`,
      ...(hasJq && { jq: `${unpack} | jq -c '${articleFilter}' > /dev/null` }),
    };
    const times: Record<string, number[]> = {};
    for (let round = 0; round <= rounds; round++) {
      for (const [name, command] of Object.entries(commands)) {
        const startedAt = performance.now();
        await run("sh", ["-c", command, join(folder, "logs")]);
        // The first round fills the caches.
        if (round > 0) (times[name] ??= []).push(performance.now() - startedAt);
      }
    }
    return results(times, logs.denials);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function results(
  times: Readonly<Record<string, readonly number[]>>,
  denials: number,
): BenchResult[] {
  const seconds = (name: string): number => median(times[name] ?? []) / 1000;
  const ours = seconds("denywatch");
  const toZcat = ours / seconds("zcat");
  const toJq = times["jq"] === undefined ? null : seconds("jq") / ours;
  const figures: BenchResult[] = [
    {
      name: `explain 150 MB of gzipped logs (${denials} denials)`,
      value: toZcat,
      unit: "× the time of zcat alone",
      aim: "at most 1.5",
      met: toZcat <= 1.5,
    },
    { name: "... in seconds", value: ours, unit: "s", aim: null, met: null },
  ];
  if (toJq === null) {
    console.error("bench: jq is not installed; the comparison with zcat | jq is left out");
    return figures;
  }
  return [
    ...figures,
    {
      name: "zcat | jq with the filter of AWS's article",
      value: toJq,
      unit: "× the time of denywatch explain",
      aim: "at least 5",
      met: toJq >= 5,
    },
  ];
}

async function isThere(command: string): Promise<boolean> {
  try {
    await run(command, ["--version"]);
    return true;
  } catch {
    return false;
  }
}
