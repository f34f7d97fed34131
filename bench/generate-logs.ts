import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRandom, type Random } from "./random.ts";
import { generateRecord } from "./generate-record.ts";

export interface LogOptions {
  readonly folder: string;
  /** Of all files together, unpacked. */
  readonly unpackedBytes: number;
  readonly denialShare: number;
  readonly seed: number;
  /** How many different denials there are, each of which comes again and again; without it every one is drawn anew. */
  readonly problems?: number;
}

export interface GeneratedLogs {
  readonly files: readonly string[];
  readonly unpackedBytes: number;
  readonly records: number;
  readonly denials: number;
}

/**
 * Writes gzipped log files as CloudTrail delivers them (folders, names, one line a file, `eventVersion` first); the
 * same for the same seed. Replaces the folder.
 */
export async function generateLogs(options: LogOptions): Promise<GeneratedLogs> {
  const random = createRandom(options.seed);
  await rm(options.folder, { recursive: true, force: true });
  const files: string[] = [];
  let [unpackedBytes, records, denials] = [0, 0, 0];
  while (unpackedBytes < options.unpackedBytes) {
    const share = options.unpackedBytes - unpackedBytes;
    const file = generateFile(random, options, Math.min(random.int(100, 2_500) * 1024, share));
    const path = join(options.folder, filePath(random, files.length));
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, gzipSync(file.text, { level: 6 }));
    files.push(path);
    unpackedBytes += Buffer.byteLength(file.text);
    records += file.records;
    denials += file.denials;
  }
  return { files, unpackedBytes, records, denials };
}

function generateFile(
  random: Random,
  { denialShare, problems }: LogOptions,
  bytes: number,
): { readonly text: string; readonly records: number; readonly denials: number } {
  const parts: string[] = [];
  let [length, denials] = [0, 0];
  do {
    const isDenial = random.next() < denialShare;
    const record = JSON.stringify(
      isDenial && problems !== undefined
        ? generateRepeat(random, random.int(1, problems))
        : generateRecord(random, isDenial),
    );
    if (isDenial) denials++;
    length += record.length + 1;
    parts.push(record);
  } while (length < bytes);
  return { text: `{"Records":[${parts.join(",")}]}`, records: parts.length, denials };
}

/** One more occurrence of a denial: the same but for when it was and its ids. */
function generateRepeat(random: Random, problem: number): Readonly<Record<string, unknown>> {
  const { eventTime } = generateRecord(random, true);
  return {
    ...generateRecord(createRandom(problem), true),
    ...{ eventTime, requestID: random.uuid(), eventID: random.uuid() },
  };
}

function filePath(random: Random, index: number): string {
  const account = random.pick(["210987654321", "345678901234", "456789012345"]);
  const region = random.pick(["eu-west-1", "us-east-1", "ap-southeast-2"]);
  const day = String(1 + (index % 28)).padStart(2, "0");
  const name = `${account}_CloudTrail_${region}_202603${day}T${String(index % 24).padStart(2, "0")}05Z_${random.id(16)}.json.gz`;
  return join("AWSLogs", account, "CloudTrail", region, "2026", "03", day, name);
}
