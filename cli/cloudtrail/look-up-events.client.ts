import {
  type CloudTrailClient,
  type Event,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";
import { isTransient } from "./is-transient.ts";
import type { LookupPosition, LookupQuery } from "./lookup-query.ts";
import type { RequestPacer, Waiting } from "./request-pacer.ts";

export interface LookedUpEvent {
  readonly id: string;
  /** Epoch seconds. */
  readonly seconds: number;
  /** The record's JSON. */
  readonly json: string;
}

export interface LookupPage {
  readonly events: readonly LookedUpEvent[];
  /** Where to go on after this page, in this process or another. */
  readonly position: LookupPosition;
}

export interface LookupClient {
  readonly cloudTrail: CloudTrailClient;
  readonly pacer: RequestPacer;
  readonly waiting: Waiting;
}

/** Answers that do not come, in a row, before it gives up; throttling does not count. */
const mostFailures = 6;
/** Throttled for so long without one answer (two minutes at the slowest pace), something else is wrong. */
const mostThrottles = 12;
/** Tokens refused in a row with nothing new read between. */
const mostRestarts = 3;

/**
 * A Region's events, newest first, each once, from where an earlier run stopped. It goes on by time and event ids, not
 * by token: tokens end with their session. Throws what AWS answers for good: expired credentials, a denied call.
 */
export async function* lookUpEvents(
  client: LookupClient,
  query: LookupQuery,
  from: LookupPosition | null,
): AsyncGenerator<LookupPage, void> {
  let position = from ?? { beforeSeconds: query.endSeconds, readIds: [] };
  let endSeconds = position.beforeSeconds;
  let token: string | undefined;
  let restarts = 0;
  for (;;) {
    const answer = await ask(client, { ...query, endSeconds }, token);
    if (answer === "token-expired") {
      restarts += 1;
      if (restarts > mostRestarts) {
        throw new Error("Cannot read on: CloudTrail takes none of its own tokens; try again later");
      }
      endSeconds = position.beforeSeconds;
      token = undefined;
      continue;
    }
    const read = new Set(position.readIds);
    const events = (answer.Events ?? [])
      .flatMap(readEvent)
      .filter(({ id, seconds }) => !(seconds === position.beforeSeconds && read.has(id)));
    position = advance(position, events);
    if (events.length > 0) {
      restarts = 0;
      yield { events, position };
    }
    token = answer.NextToken;
    if (token === undefined) return;
  }
}

async function ask(
  { cloudTrail, pacer, waiting }: LookupClient,
  { startSeconds, endSeconds, attribute }: LookupQuery,
  token: string | undefined,
): Promise<LookupEventsCommandOutput | "token-expired"> {
  let [failures, throttles] = [0, 0];
  for (;;) {
    await pacer.turn();
    try {
      const answer = await cloudTrail.send(
        new LookupEventsCommand({
          StartTime: new Date(startSeconds * 1000),
          EndTime: new Date(endSeconds * 1000),
          MaxResults: 50,
          ...(attribute === null
            ? {}
            : {
                LookupAttributes: [
                  { AttributeKey: attribute.key, AttributeValue: attribute.value },
                ],
              }),
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      pacer.speedUp();
      return answer;
    } catch (error) {
      const kind = isTransient(error);
      if (token !== undefined && error instanceof Error && error.name.includes("NextToken")) {
        return "token-expired";
      }
      if (kind === "throttled" && (throttles += 1) < mostThrottles) {
        pacer.slowDown();
        continue;
      }
      if (kind !== "no-answer" || (failures += 1) >= mostFailures) throw error;
      await waiting.sleep(2 ** failures * 500);
    }
  }
}

function readEvent({ EventId, EventTime, CloudTrailEvent }: Event): readonly LookedUpEvent[] {
  if (EventId === undefined || EventTime === undefined || CloudTrailEvent === undefined) return [];
  return [{ id: EventId, seconds: Math.floor(EventTime.getTime() / 1000), json: CloudTrailEvent }];
}

function advance(position: LookupPosition, events: readonly LookedUpEvent[]): LookupPosition {
  if (events.length === 0) return position;
  const beforeSeconds = Math.min(position.beforeSeconds, ...events.map(({ seconds }) => seconds));
  const ids = events.filter(({ seconds }) => seconds === beforeSeconds).map(({ id }) => id);
  const kept = beforeSeconds === position.beforeSeconds ? position.readIds : [];
  return { beforeSeconds, readIds: [...kept, ...ids] };
}
