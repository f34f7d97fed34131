import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { bundleFunction, type FunctionBundle } from "../infra/bundle-function.ts";
import { environmentNames } from "../shared/config/environment-names.ts";
import { startFunction } from "../test/support/start-function.ts";

/**
 * How long the built functions take from the process's start to Lambda's first `next`, as a ratio to the least that a
 * function with a table must load: `@aws-sdk/client-dynamodb` with the same bundling. Runs alternate, so that a busy
 * machine is busy for all of them. Usage: `node bench/cold-start.ts [RUNS]`.
 */
const runs = Number(process.argv[2] ?? 25);
const environment = {
  [environmentNames.tableName]: "denywatch",
  [environmentNames.webhookParameterName]: "/denywatch/slack-webhook",
};
const handlers = {
  "client-only": "bench/client-only-handler.ts",
  "alert-on-denial": "functions/alert-on-denial/handler.ts",
  "deliver-alerts": "functions/deliver-alerts/handler.ts",
};

const folder = mkdtempSync(join(tmpdir(), "denywatch-cold-start-"));
try {
  const measured = Object.entries(handlers).map(([name, file]) => {
    const bundle = bundleFunction(file, join(folder, name));
    return { name, bundle, milliseconds: [] as number[] };
  });
  for (let run = -1; run < runs; run += 1) {
    for (const { bundle, milliseconds } of measured) {
      const started = await startFunction(bundle, environment);
      const took = await started.coldStartMilliseconds;
      await started.stop();
      // The first run reads the files into the page cache.
      if (run >= 0) milliseconds.push(took);
    }
  }
  const least = median(measured[0]?.milliseconds ?? []);
  const results = measured.map(({ name, bundle, milliseconds }) => ({
    function: name,
    coldStartMilliseconds: round(median(milliseconds)),
    ratioToClientOnly: round(median(milliseconds) / least),
    initialKilobytes: kilobytes(bundle, true, (bytes) => bytes.length),
    initialDeflatedKilobytes: kilobytes(bundle, true, deflatedLength),
    totalKilobytes: kilobytes(bundle, false, (bytes) => bytes.length),
    totalDeflatedKilobytes: kilobytes(bundle, false, deflatedLength),
  }));
  console.table(results);
  console.log(JSON.stringify({ bench: "cold-start", runs, node: process.version, results }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The sum over the bundle's files, or over those that a cold start loads. */
function kilobytes(
  bundle: FunctionBundle,
  onlyInitial: boolean,
  measure: (bytes: Buffer) => number,
): number {
  const total = bundle.files
    .filter((file) => file.isInitial || !onlyInitial)
    .reduce((sum, file) => sum + measure(readFileSync(join(bundle.folder, file.name))), 0);
  return round(total / 1024);
}

/** What a file takes in the deployed zip, but for its entry's some 100 bytes. */
function deflatedLength(bytes: Buffer): number {
  return deflateRawSync(bytes, { level: 9 }).length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
