import { setTimeout as sleep } from "node:timers/promises";
import { readAwsOptions } from "../aws-options.ts";
import { explainLookedUp } from "../cloudtrail/explain-looked-up.ts";
import { eventHistoryDays, findTimeSpan } from "../cloudtrail/find-time-span.ts";
import { findRegionInUse } from "../cloudtrail/find-region-in-use.client.ts";
import { createLookupClients } from "../cloudtrail/lookup-clients.client.ts";
import {
  type AttributeFlags,
  type LookupQuery,
  readLookupAttribute,
} from "../cloudtrail/lookup-query.ts";
import { parseRegions } from "../cloudtrail/regions.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { type ExplainOptions, printExplained } from "./explain.ts";

export interface ExplainFromCloudTrailOptions extends ExplainOptions, AttributeFlags {
  readonly eventId?: string;
  readonly since?: string;
  readonly until?: string;
  readonly regions?: string;
  readonly profile?: string;
}

/** `denywatch explain --event-id|--since`: what CloudTrail's event history has, printed as files are. */
export async function explainFromCloudTrail(
  paths: readonly string[],
  options: ExplainFromCloudTrailOptions,
): Promise<number> {
  if (paths.length > 0) {
    throw new UsageError("give files, or --event-id or --since to read CloudTrail, not both");
  }
  const query = buildQuery(options, new Date());
  const { profile } = readAwsOptions(options, process.env);
  const regions = parseRegions(options.regions, await findRegionInUse(profile));
  const clients = createLookupClients({ now: Date.now, sleep }, profile);
  let found = 0;
  try {
    const code = await printExplained(
      {
        batches: async function* (settings) {
          for await (const batch of explainLookedUp(clients, regions, query, settings)) {
            found = batch.positions;
            yield batch;
          }
        },
        total: query.endSeconds - query.startSeconds,
      },
      options,
    );
    if (options.eventId === undefined || found > 0) return code;
    console.error(
      `denywatch: no event "${options.eventId}" in the last ${eventHistoryDays} days in ${regions.join(", ")}; --regions all looks in more Regions, and data events are in no event history`,
    );
    return exitCodes.failed;
  } finally {
    clients.close();
  }
}

function buildQuery(options: ExplainFromCloudTrailOptions, now: Date): LookupQuery {
  const { eventId, since, until } = options;
  const span = findTimeSpan(
    { since: since ?? `${eventHistoryDays}d`, ...(until === undefined ? {} : { until }) },
    now,
  );
  const attribute = readLookupAttribute(options);
  if (eventId === undefined) return { ...span, attribute };
  if (since !== undefined || attribute !== null) {
    throw new UsageError("--event-id names one event: give it alone, or with --regions");
  }
  if (!/^[0-9a-f-]{36}$/i.test(eventId)) {
    throw new UsageError(
      `--event-id takes an id like 0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946, not "${eventId}"`,
    );
  }
  return { ...span, attribute: { key: "EventId", value: eventId } };
}
