import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { markOf, type RunSpan } from "./checkpoint.client.ts";
import { isLogFile, mayHold } from "./is-log-file.ts";

export interface LogObject {
  readonly key: string;
  readonly size: number;
  readonly mark: string;
}

export interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
}

const listingsAtOnce = 8;
const daySeconds = 86_400;

/**
 * The log files under a prefix that may hold what happened in the span; digests and Insights files are passed over. Where
 * the prefix is one of CloudTrail's own folders, days outside the span are not listed: a trail of years has millions.
 */
export async function listLogObjects(
  s3: S3Client,
  { bucket, prefix }: S3Place,
  span: RunSpan,
): Promise<readonly LogObject[]> {
  const folders = await findFolders(s3, bucket, prefix);
  const found = new Map<string, readonly LogObject[]>();
  const left = folders.values();
  const worker = async (): Promise<void> => {
    for (const folder of left) found.set(folder, await listFolder(s3, bucket, folder, span));
  };
  await Promise.all(Array.from({ length: listingsAtOnce }, worker));
  return folders.flatMap((folder) => found.get(folder) ?? []);
}

/** The folders of Regions where it can be told which they are ("CloudTrail log file name format"); else the prefix itself. */
async function findFolders(
  s3: S3Client,
  bucket: string,
  prefix: string,
): Promise<readonly string[]> {
  if (prefix.endsWith("/CloudTrail/")) {
    const { folders, hasFiles } = await listLevel(s3, bucket, prefix);
    return hasFiles || folders.length === 0 ? [prefix] : folders;
  }
  if (!/(^|\/)AWSLogs\/(o-[a-z0-9]+\/)?$/.test(prefix)) return [prefix];
  const { folders, hasFiles } = await listLevel(s3, bucket, prefix);
  if (hasFiles) return [prefix];
  const deeper: string[] = [];
  for (const folder of folders) {
    const isAccount = /\/\d{12}\/$/.test(folder);
    deeper.push(...(await findFolders(s3, bucket, isAccount ? `${folder}CloudTrail/` : folder)));
  }
  return deeper;
}

async function listLevel(
  s3: S3Client,
  bucket: string,
  prefix: string,
): Promise<{ readonly folders: readonly string[]; readonly hasFiles: boolean }> {
  const folders: string[] = [];
  let hasFiles = false;
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        ...{ Bucket: bucket, Prefix: prefix, Delimiter: "/" },
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    // The console makes a folder of an empty object of its name.
    hasFiles ||= (page.Contents ?? []).some(({ Size = 0 }) => Size > 0);
    for (const { Prefix = "" } of page.CommonPrefixes ?? []) folders.push(Prefix);
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return { folders, hasFiles };
}

async function listFolder(
  s3: S3Client,
  bucket: string,
  prefix: string,
  { startSeconds, endSeconds }: RunSpan,
): Promise<readonly LogObject[]> {
  const objects: LogObject[] = [];
  const isOfRegion = /\/CloudTrail\/[a-z0-9-]+\/$/.test(prefix);
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        ...{ Bucket: bucket, Prefix: prefix },
        ...(isOfRegion && startSeconds > 2 * daySeconds
          ? { StartAfter: prefix + dayOf(startSeconds - 2 * daySeconds) }
          : {}),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    const contents = page.Contents ?? [];
    for (const { Key: key = "", Size: size = 0, ETag: etag = "" } of contents) {
      if (size === 0 || !isLogFile(key) || !mayHold(key, startSeconds, endSeconds)) continue;
      objects.push({ key, size, mark: markOf(bucket, key, etag) });
    }
    const last = contents.at(-1)?.Key ?? "";
    const isPast = isOfRegion && last !== "" && last > prefix + dayOf(endSeconds + 2 * daySeconds);
    token = isPast ? undefined : page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
}

/** A day's folder: "2026/03/04". The end of all days for one that no date can tell. */
function dayOf(seconds: number): string {
  const time = seconds * 1000;
  return Number.isFinite(time) && Math.abs(time) < 8.64e15
    ? new Date(time).toISOString().slice(0, 10).replaceAll("-", "/")
    : "9999";
}
