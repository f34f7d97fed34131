import { readAwsOptions } from "../aws-options.ts";
import type { Waiting } from "../cloudtrail/request-pacer.ts";
import { defaultRegions, parseRegions } from "../cloudtrail/regions.ts";
import { createAthenaExecutor } from "./athena-executor.client.ts";
import type { AthenaFlags, AthenaPlace } from "./athena-place.ts";
import { readAthenaSource, waitFor } from "./athena-source.ts";
import { buildAthenaTable } from "./athena-table.ts";
import type { BackfillSource } from "./backfill-source.ts";
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
      const { dayPartition } = await executor.describeTable();
      return {
        batches: readAthenaSource({ executor, place, span, checkpoint, waiting, cost }),
        announcement: [
          dayPartition === null
            ? `Asking Athena for the denials in ${name}, which has no projected day to go by: it scans the whole table.`
            : `Asking Athena for the denials in ${name}; it scans the days that are asked for. Athena does not say beforehand how much that is.`,
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
