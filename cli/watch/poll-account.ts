import { mayBeDenial } from "../explain/may-be-denial.ts";
import type { LookupClients } from "../cloudtrail/lookup-clients.client.ts";
import { type LookedUpEvent, lookUpEvents } from "../cloudtrail/look-up-events.client.ts";

/** A record that may be a denial, on its way to the local alerter, whose own pattern decides. */
export interface WatchedRecord {
  readonly id: string;
  readonly json: string;
}

/** What was handed over: event ids with their times, epoch seconds, and until when each Region was read. */
export interface WatchState {
  readonly readUntil: Readonly<Record<string, number>>;
  readonly handed: Readonly<Record<string, number>>;
}

/**
 * Events show up to 15 minutes late and out of order in the event history ("CloudTrail event history", CloudTrail User
 * Guide): every poll looks so far back again, and some more.
 */
export const overlapSeconds = 20 * 60;

/**
 * One poll of several Regions: hands over, oldest first, what was not handed over before, and gives the state to go on
 * from. An event counts as handed over only once `handOver` is done. Throws what CloudTrail answers for good.
 */
export async function pollAccount(
  clients: LookupClients,
  regions: readonly string[],
  state: WatchState,
  nowSeconds: number,
  handOver: (records: readonly WatchedRecord[]) => Promise<void>,
): Promise<WatchState> {
  const found = await Promise.all(regions.map(readRegion));
  const fresh = found
    .flat()
    .filter(({ id, json }) => !(id in state.handed) && mayBeDenial(json))
    .toSorted((a, b) => a.seconds - b.seconds);
  if (fresh.length > 0) await handOver(fresh);
  const kept = Object.entries(state.handed).filter(
    ([, seconds]) => seconds >= nowSeconds - 2 * overlapSeconds,
  );
  return {
    readUntil: {
      ...state.readUntil,
      ...Object.fromEntries(regions.map((region) => [region, nowSeconds] as const)),
    },
    handed: Object.fromEntries([
      ...kept,
      ...fresh.map(({ id, seconds }) => [id, seconds] as const),
    ]),
  };

  async function readRegion(region: string): Promise<readonly LookedUpEvent[]> {
    const events: LookedUpEvent[] = [];
    const readUntil = state.readUntil[region] ?? nowSeconds;
    const query = {
      startSeconds: readUntil - overlapSeconds,
      endSeconds: nowSeconds,
      attribute: null,
    };
    for await (const page of lookUpEvents(clients.of(region), query, null)) {
      events.push(...page.events);
    }
    return events;
  }
}
