import { readAwsOptions } from "../aws-options.ts";
import type { Waiting } from "../cloudtrail/request-pacer.ts";
import { defaultRegions, parseRegions } from "../cloudtrail/regions.ts";
import { UsageError } from "../exit-codes.ts";
import { translateAwsError } from "../translate-aws-error.ts";
import { createAthenaExecutor } from "./athena-executor.client.ts";
import type { AthenaFlags, AthenaPlace } from "./athena-place.ts";
import { athenaMark, readAthenaSource, waitFor } from "./athena-source.ts";
import { buildAthenaTable } from "./athena-table.ts";
import type { BackfillSource } from "./backfill-source.ts";
import type { RunSpan } from "./checkpoint.client.ts";
import { parseS3Place } from "./parse-s3-place.ts";
import { formatSize } from "./parse-size.ts";

/** Before this day CloudTrail kept no log files in this form that anybody still has. */
const firstDay = "2016/01/01";

/** A table of CloudTrail's logs in Athena, created first where that was asked for. */
export function openAthenaSource(
  place: AthenaPlace,
  flags: AthenaFlags,
  waiting: Waiting,
): BackfillSource {
  const executor = createAthenaExecutor(place, readAwsOptions(flags, process.env));
  const cost = { scannedBytes: 0 };
  const name = `${place.database}.${place.table}`;
  const regions = flags.regions === undefined ? defaultRegions : parseRegions(flags.regions, null);
  return {
    name: `athena ${name} in ${place.workgroup}`,
    isEventHistory: false,
    async read(span, checkpoint) {
      await createTable();
      const { dayPartition, location } = await executor.describeTable();
      const isPaidFor = typeof checkpoint.positionOf(athenaMark) === "string";
      const estimate = isPaidFor ? null : await estimateScan(location, dayPartition === null, span);
      return {
        batches: readAthenaSource({ executor, place, span, checkpoint, waiting, cost }),
        announcement: [
          dayPartition === null
            ? `Asking Athena for the denials in ${name}, which has no projected day to go by: it scans the whole table.`
            : `Asking Athena for the denials in ${name}; it scans the days that are asked for.`,
          ...(estimate === null ? [] : [estimate]),
          ...(await describeLimit()),
        ],
        afterwards: () => [`Athena scanned ${formatSize(cost.scannedBytes)}.`],
      };
    },
    close: () => {
      executor.close();
      return Promise.resolve();
    },
  };

  /** What the query will scan: the sizes of the files that it reads. Athena itself says so only afterwards. */
  async function estimateScan(
    location: string | null,
    isWhole: boolean,
    span: RunSpan,
  ): Promise<string> {
    const where = place.logs?.location ?? location;
    if (where === null)
      return "How much that is cannot be told: the table does not say where it is.";
    const { openS3 } = await import("./open-s3.client.ts");
    const { listLogObjects } = await import("./list-log-objects.client.ts");
    const s3 = openS3(readAwsOptions(flags, process.env));
    try {
      const all = { startSeconds: 0, endSeconds: Infinity };
      const objects = await listLogObjects(s3, parseS3Place(where), isWhole ? all : span);
      const bytes = objects.reduce((sum, { size }) => sum + size, 0);
      const { maxScanBytes } = place;
      if (maxScanBytes !== null && bytes > maxScanBytes) {
        throw new UsageError(
          `the query would scan about ${formatSize(bytes)}, more than --max-scan ${formatSize(maxScanBytes)}, and was not started; ask for less with --since and --until`,
        );
      }
      const files = `${objects.length.toLocaleString("en-US")} log files`;
      return `That is about ${formatSize(bytes)}: ${files} under ${where}.`;
    } catch (error) {
      const reason = error instanceof UsageError ? null : translateAwsError(error);
      if (reason === null) throw error;
      return `How much that is cannot be told before: ${reason}.`;
    } finally {
      s3.destroy();
    }
  }

  async function createTable(): Promise<void> {
    const { logs } = place;
    if (logs === null) return;
    const sql = buildAthenaTable({ ...place, logs }, regions, firstDay);
    const executionId = await executor.start({ sql, parameters: [] });
    const states = waitFor(executionId, { executor, place, waiting, cost });
    while ((await states.next()).done !== true);
  }

  async function describeLimit(): Promise<readonly string[]> {
    const { maxScanBytes, workgroup } = place;
    if (maxScanBytes === null) return [];
    const cutoff = await executor.cutoffBytes();
    const limit = formatSize(maxScanBytes);
    if (cutoff !== null && cutoff <= maxScanBytes) {
      return [`The workgroup "${workgroup}" itself cancels it beyond ${formatSize(cutoff)}.`];
    }
    return [
      `It is watched, and stopped beyond ${limit}; what it scans between two looks comes on top. A limit of the workgroup "${workgroup}" would be exact.`,
    ];
  }
}
