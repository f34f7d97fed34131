import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { bundleFunction, type FunctionBundle } from "../infra/bundle-function.ts";
import { environmentNames } from "../shared/config/environment-names.ts";
import { startFunction } from "../test/support/start-function.ts";
import type { BenchResult } from "./bench-result.ts";
import { median } from "./median.ts";

const rounds = 31;
const mostRatio = 1.25;
const functions = ["alert-on-denial", "deliver-alerts"];

interface Measured {
  readonly name: string;
  readonly bundle: FunctionBundle;
  readonly milliseconds: number[];
}

/**
 * From the process's start to Lambda's first `next`, as a ratio to the least that a function with a table must load:
 * `@aws-sdk/client-dynamodb`, bundled in the same way. Runs alternate, so that a busy machine is busy for all of them.
 */
export async function benchColdStart(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-cold-start-"));
  try {
    const measure = (name: string, file: string): Measured => ({
      name,
      bundle: bundleFunction(file, join(folder, name)),
      milliseconds: [],
    });
    const least = measure("client-only", "bench/client-only-handler.ts");
    const built = functions.map((name) => measure(name, `functions/${name}/handler.ts`));
    // The first round reads the files into the page cache.
    for (let round = -1; round < rounds; round += 1) {
      for (const { bundle, milliseconds } of [least, ...built]) {
        const took = await coldStart(bundle);
        if (round >= 0) milliseconds.push(took);
      }
    }
    return [least, ...built].flatMap((measured) => report(measured, least));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function coldStart(bundle: FunctionBundle): Promise<number> {
  const started = await startFunction(bundle, {
    [environmentNames.tableName]: "denywatch",
    [environmentNames.webhookParameterName]: "/denywatch/slack-webhook",
  });
  try {
    return await started.coldStartMilliseconds;
  } finally {
    await started.stop();
  }
}

function report(measured: Measured, least: Measured): readonly BenchResult[] {
  const { name, bundle, milliseconds } = measured;
  const figure = (what: string, value: number, unit: string): BenchResult => ({
    name: `cold start, ${name}: ${what}`,
    value,
    unit,
    aim: null,
    met: null,
  });
  const initial = bundle.files.filter(({ isInitial }) => isInitial);
  const sizes = [
    figure(
      "loaded at the start",
      kilobytes(bundle, initial, (bytes) => bytes.length),
      "KB",
    ),
    figure("loaded at the start, zipped", kilobytes(bundle, initial, deflatedLength), "KB"),
    figure(
      "deployed",
      kilobytes(bundle, bundle.files, (bytes) => bytes.length),
      "KB",
    ),
    figure("deployed, zipped", kilobytes(bundle, bundle.files, deflatedLength), "KB"),
  ];
  const time = figure("time", median(milliseconds), "ms");
  if (measured === least) return [time, ...sizes];
  // Round by round, so that what slows the machine for a while slows both sides of a ratio.
  const ratio = median(
    milliseconds.map((took, round) => took / (least.milliseconds[round] ?? Number.NaN)),
  );
  return [
    time,
    {
      ...figure("ratio to the bare client", ratio, "×"),
      aim: `at most ${mostRatio}`,
      met: ratio <= mostRatio,
    },
    ...sizes,
  ];
}

function kilobytes(
  { folder }: FunctionBundle,
  files: FunctionBundle["files"],
  measure: (bytes: Buffer) => number,
): number {
  return files.reduce((sum, { name }) => sum + measure(readFileSync(join(folder, name))), 0) / 1024;
}

/** What a file takes in the deployed zip, but for its entry's some 100 bytes. */
function deflatedLength(bytes: Buffer): number {
  return deflateRawSync(bytes, { level: 9 }).length;
}
