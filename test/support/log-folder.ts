import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { JsonObject } from "./events.ts";

/** A CloudTrail log file's bytes, gzip. */
export function logFile(records: readonly JsonObject[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

/** Where CloudTrail puts a log file, for the n-th of an account ("CloudTrail log file name format"). */
export function logKey(account: string, region: string, n: number): string {
  return `AWSLogs/${account}/CloudTrail/${region}/2026/03/04/${account}_CloudTrail_${region}_20260304T0510Z_${String(n).padStart(16, "0")}.json.gz`;
}

/** Writes files by their keys under a folder. */
export async function writeLogs(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  for (const [key, bytes] of Object.entries(files)) {
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
