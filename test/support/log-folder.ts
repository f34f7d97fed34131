import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { JsonObject } from "./events.ts";

/** A CloudTrail log file's bytes, gzip. */
export function logFile(records: readonly JsonObject[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

/** Where CloudTrail puts a log file, for the n-th of an account on a day ("CloudTrail log file name format"). */
export function logKey(account: string, region: string, n: number, day = new Date()): string {
  const [year = "", month = "", date = ""] = day.toISOString().slice(0, 10).split("-");
  return `AWSLogs/${account}/CloudTrail/${region}/${year}/${month}/${date}/${account}_CloudTrail_${region}_${year}${month}${date}T0510Z_${String(n).padStart(16, "0")}.json.gz`;
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
