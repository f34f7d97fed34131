import type { LookupClients } from "../cloudtrail/lookup-clients.client.ts";
import { lookUpEvents } from "../cloudtrail/look-up-events.client.ts";
import type { LookupPosition, LookupQuery } from "../cloudtrail/lookup-query.ts";
import { mergeAsync } from "../cloudtrail/merge-async.ts";
import { groupRecords } from "./group-records.ts";
import type { SourceBatch } from "./source-batch.ts";

/** CloudTrail's event history of several Regions, each at its own pace and from its own position. */
export async function* readLookupSource(
  clients: LookupClients,
  regions: readonly string[],
  query: LookupQuery,
  positionOf: (region: string) => unknown,
): AsyncGenerator<SourceBatch, void> {
  const span = Math.max(query.endSeconds - query.startSeconds, 1);
  const reached = new Map(
    regions.map((region) => [
      region,
      asPosition(positionOf(region))?.beforeSeconds ?? query.endSeconds,
    ]),
  );
  yield* mergeAsync(regions.map(readRegion));

  async function* readRegion(region: string): AsyncGenerator<SourceBatch, void> {
    const from = asPosition(positionOf(region));
    if (from !== null && from.beforeSeconds < query.startSeconds) return;
    for await (const { events, position } of lookUpEvents(clients.of(region), query, from)) {
      reached.set(region, position.beforeSeconds);
      yield {
        ...groupRecords(
          events.map(({ id, json }) => ({ place: `event ${id} in ${region}`, json })),
        ),
        records: events.length,
        marks: [{ region, position }],
        progress: progress(),
      };
    }
    reached.set(region, query.startSeconds);
    const position = { beforeSeconds: query.startSeconds - 1, readIds: [] };
    yield {
      groups: [],
      problems: [],
      records: 0,
      marks: [{ region, position }],
      progress: progress(),
    };
  }

  function progress(): number {
    const left = [...reached.values()].reduce((sum, at) => sum + at - query.startSeconds, 0);
    return 1 - left / (span * regions.length);
  }
}

function asPosition(value: unknown): LookupPosition | null {
  if (typeof value !== "object" || value === null) return null;
  return "beforeSeconds" in value && "readIds" in value ? (value as LookupPosition) : null;
}
