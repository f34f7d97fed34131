import { explainFindings } from "../explain/explain-findings.ts";
import type { Finding } from "../explain/finding.ts";
import type { ExplainSettings } from "../explain/item.ts";
import type { NumberedBatch } from "../explain/numbered-batch.ts";
import type { LookupClients } from "./lookup-clients.client.ts";
import { type LookupPage, lookUpEvents } from "./look-up-events.client.ts";
import type { LookupQuery } from "./lookup-query.ts";
import { mergeAsync } from "./merge-async.ts";

/**
 * The event history's denials of several Regions as `denywatch explain` prints them, newest first in each Region.
 * `bytesRead` is the part of the time that all Regions were read through, in seconds.
 */
export async function* explainLookedUp(
  clients: LookupClients,
  regions: readonly string[],
  query: LookupQuery,
  settings: ExplainSettings,
): AsyncGenerator<NumberedBatch, void> {
  const reached = new Map(regions.map((region) => [region, query.endSeconds]));
  let before = 0;
  for await (const { region, page } of mergeAsync(regions.map(readRegion))) {
    reached.set(region, page.position.beforeSeconds);
    const findings = page.events.map(({ id, json }, index): Finding => ({
      kind: "json",
      position: index + 1,
      place: `event ${id} in ${region}`,
      text: json,
    }));
    const items = await explainFindings(findings, settings);
    const positions = before + findings.length;
    const bytesRead = query.endSeconds - Math.max(...reached.values());
    yield { items, before, positions, bytesRead };
    before = positions;
  }

  async function* readRegion(
    region: string,
  ): AsyncGenerator<{ readonly region: string; readonly page: LookupPage }, void> {
    for await (const page of lookUpEvents(clients.of(region), query, null)) yield { region, page };
    reached.set(region, query.startSeconds);
  }
}
