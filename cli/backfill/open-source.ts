import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { readAwsOptions } from "../aws-options.ts";
import type { Waiting } from "../cloudtrail/request-pacer.ts";
import { type AttributeFlags, readLookupAttribute } from "../cloudtrail/lookup-query.ts";
import { parseRegions } from "../cloudtrail/regions.ts";
import { UsageError } from "../exit-codes.ts";
import { totalSize } from "../explain/split-into-tasks.ts";
import type { BackfillSource } from "./backfill-source.ts";
import type { AthenaFlags } from "./athena-place.ts";
import { isLogFile, mayHold } from "./is-log-file.ts";
import { parseS3Place } from "./parse-s3-place.ts";

export interface SourceOptions extends AttributeFlags, AthenaFlags {
  readonly lookupEvents?: boolean;
  readonly s3?: string;
  readonly regions?: string;
  readonly profile?: string;
}

/** Less than this is read sooner than a thread has started. */
const worthWorkersBytes = 2 * 1024 * 1024;
const mostWorkers = 8;

/** The one source that the command line names. Throws a `UsageError` for none, several or a wrong one. */
export async function openBackfillSource(
  paths: readonly string[],
  options: SourceOptions,
  waiting: Waiting,
): Promise<BackfillSource> {
  const given = [
    paths.length > 0 ? "files" : null,
    options.lookupEvents === true ? "--lookup-events" : null,
    options.s3 === undefined ? null : "--s3",
    options.athena === true ? "--athena" : null,
  ].filter((name) => name !== null);
  if (given.length !== 1) {
    const problem =
      given.length === 0 ? "no source is named" : `${given.join(" and ")} exclude each other`;
    throw new UsageError(
      `${problem}: give --lookup-events, --athena, --s3 s3://bucket/prefix, or a folder of log files`,
    );
  }
  const attribute = readLookupAttribute(options);
  if (attribute !== null && options.lookupEvents !== true) {
    throw new UsageError("--read-only, --event-source and --user go with --lookup-events");
  }
  if (options.lookupEvents === true) return await lookupSource();
  if (options.athena === true) return await athenaSource();
  return options.s3 === undefined ? await folderSource() : await s3Source(options.s3);

  async function lookupSource(): Promise<BackfillSource> {
    const { findRegionInUse } = await import("../cloudtrail/find-region-in-use.client.ts");
    const { createLookupClients } = await import("../cloudtrail/lookup-clients.client.ts");
    const { readLookupSource } = await import("./lookup-source.ts");
    const { profile } = readAwsOptions(options, process.env);
    const regions = parseRegions(options.regions, await findRegionInUse(profile));
    const clients = createLookupClients(waiting, profile);
    return {
      name: `event history of ${regions.join(",")} ${JSON.stringify(attribute)}`,
      isEventHistory: true,
      read: (span, checkpoint) =>
        Promise.resolve({
          batches: readLookupSource(
            clients,
            regions,
            { ...span, attribute },
            checkpoint.positionOf,
          ),
          announcement: [
            `Reading CloudTrail's event history in ${regions.join(", ")}: it cannot select denials, so every event is read, at most 360,000 an hour and Region (2 requests a second, 50 events each). Data events are not in it.`,
          ],
          afterwards: () => [],
        }),
      close: () => {
        clients.close();
        return Promise.resolve();
      },
    };
  }

  async function athenaSource(): Promise<BackfillSource> {
    const { readAthenaPlace } = await import("./athena-place.ts");
    const { openAthenaSource } = await import("./open-athena-source.ts");
    return openAthenaSource(readAthenaPlace(options), options, waiting);
  }

  async function folderSource(): Promise<BackfillSource> {
    const { findSources } = await import("../explain/find-sources.client.ts");
    const { createScanner } = await import("./scanner.ts");
    const { readFolderSource } = await import("./folder-source.ts");
    const found = findSources(paths).filter(({ path }) => path === null || isLogFile(path));
    if (found.some(({ size }) => size === null)) {
      throw new UsageError("a backfill reads files and folders, no pipe and no standard input");
    }
    const threads = workersFor(totalSize(found));
    const scanner = createScanner(threads);
    return {
      name: `files ${paths.map((path) => resolve(path)).join("\n")}`,
      isEventHistory: false,
      read: (span, { isDone }) => {
        const sources = found.filter(
          ({ path }) => path !== null && mayHold(path, span.startSeconds, span.endSeconds),
        );
        const batches = readFolderSource(sources, isDone, scanner, threads);
        return Promise.resolve({ batches, announcement: [], afterwards: () => [] });
      },
      close: scanner.close,
    };
  }

  async function s3Source(url: string): Promise<BackfillSource> {
    const place = parseS3Place(url);
    const { openS3 } = await import("./open-s3.client.ts");
    const { listLogObjects } = await import("./list-log-objects.client.ts");
    const { readS3Source } = await import("./s3-source.client.ts");
    const { createScanner } = await import("./scanner.ts");
    const s3 = openS3(readAwsOptions(options, process.env));
    const scanner = createScanner(workersFor(Infinity));
    return {
      name: `s3://${place.bucket}/${place.prefix}`,
      isEventHistory: false,
      read: async (span, { isDone }) => {
        const objects = await listLogObjects(s3, place, span);
        const bytes = objects.reduce((sum, { size }) => sum + size, 0);
        return {
          batches: readS3Source(s3, place.bucket, objects, isDone, scanner),
          announcement: [
            `Reading ${objects.length.toLocaleString("en-US")} log files, ${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB, from s3://${place.bucket}/${place.prefix}.`,
          ],
          afterwards: () => [],
        };
      },
      close: async () => {
        s3.destroy();
        await scanner.close();
      },
    };
  }
}

function workersFor(bytes: number): number {
  const workers = Math.min(availableParallelism(), mostWorkers);
  return workers > 1 && bytes >= worthWorkersBytes ? workers : 0;
}
