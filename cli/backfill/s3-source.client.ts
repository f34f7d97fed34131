import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Source } from "../explain/source.ts";
import type { LogObject } from "./list-log-objects.client.ts";
import type { Scanner } from "./scanner.ts";
import type { SourceBatch } from "./source-batch.ts";

/** Objects that are fetched at the same time. */
const objectsAtOnce = 16;
/** Fetches of an object whose body breaks off. */
const mostAttempts = 4;

/** The denials of log files in S3: several are fetched at a time, to a temporary folder, and read there as files are. */
export async function* readS3Source(
  s3: S3Client,
  bucket: string,
  objects: readonly LogObject[],
  isDone: (mark: string) => boolean,
  scanner: Scanner,
): AsyncGenerator<SourceBatch, void> {
  const total = objects.reduce((sum, { size }) => sum + size, 0);
  const left = objects.filter(({ mark }) => !isDone(mark));
  let bytes = total - left.reduce((sum, { size }) => sum + size, 0);
  const folder = await mkdtemp(join(tmpdir(), "denywatch-s3-"));
  const queue = left.values();
  const running: Promise<SourceBatch>[] = [];
  const fill = (): void => {
    while (running.length < objectsAtOnce) {
      const next = queue.next();
      if (next.done === true) return;
      const started = read(next.value);
      // Where an earlier one fails, this one's failure is not looked at.
      started.catch(() => undefined);
      running.push(started);
    }
  };
  try {
    fill();
    while (running.length > 0) {
      const first = await running.shift();
      fill();
      if (first !== undefined) yield first;
    }
  } finally {
    await Promise.allSettled(running);
    await rm(folder, { recursive: true, force: true });
  }

  async function read({ key, size, mark }: LogObject): Promise<SourceBatch> {
    const content = await fetchObject(s3, bucket, key);
    const path = join(folder, mark);
    await writeFile(path, content);
    const source: Source = { label: `s3://${bucket}/${key}`, path, size: content.length };
    const [scanned] = await scanner.scan([source]);
    await rm(path, { force: true });
    bytes += size;
    return {
      groups: scanned?.groups ?? [],
      problems: scanned?.problems ?? [],
      records: scanned?.records ?? 0,
      marks: [{ done: mark }],
      progress: total === 0 ? 1 : bytes / total,
    };
  }
}

/** An object's bytes. The SDK repeats a call that fails, yet not one whose body breaks off after it has begun. */
async function fetchObject(s3: S3Client, bucket: string, key: string): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt += 1) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    try {
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      if (attempt >= mostAttempts) throw error;
    }
  }
}
