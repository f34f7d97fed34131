import { createRandom, type Random } from "../../bench/random.ts";
import { parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { buildEvent, buildRecord, type JsonObject } from "../support/events.ts";

/** What a schedule's history has to hold of one fingerprint in the end. */
export interface ExpectedDenial {
  readonly fingerprint: string;
  readonly isMuted: boolean;
  /** Its events by the id that they are counted by, each with its time in epoch seconds. */
  readonly timesById: Map<string, number>;
}

/** One or more events that arrive together. Milliseconds from the schedule's start. */
export interface Arrival {
  readonly at: number;
  readonly events: readonly JsonObject[];
}

export interface World {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly denials: readonly ExpectedDenial[];
  readonly arrivals: readonly Arrival[];
  /** In batches through a queue, or one by one as EventBridge brings them. */
  readonly throughQueue: boolean;
}

/** The name of the user whose denials are muted from the beginning. */
export const mutedUser = "quiet-scanner";

const start = Date.parse("2026-03-04T05:06:00Z");
const account = "210987654321";
const users = ["kim", "lee", "noor", "ada"] as const;
const actions = ["s3:ListBucket", "sqs:SendMessage", "ec2:RunInstances", "kms:Decrypt"] as const;
const reasons = [
  "because no identity-based policy allows the ACTION action",
  "with an explicit deny in a service control policy",
  "because no resource-based policy allows the ACTION action",
] as const;

/** The events of the schedule of this seed: some principals, repeats, redeliveries, copies, late ones and muted ones. */
export function generateWorld(seed: number): World {
  const random = createRandom(seed ^ 0x3017d);
  const isStorm = random.next() < 0.06;
  const principals = isStorm ? 1 : random.int(1, users.length);
  const fingerprints = isStorm ? random.int(8, 12) : random.pick([1, 1, 2, 2, 3, 4]);
  const denials = new Map<string, ExpectedDenial>();
  const arrivals: Arrival[] = [];
  for (let number = 0; number < fingerprints; number += 1) {
    const isMuted = random.next() < 0.15;
    const user = isMuted ? mutedUser : (users[random.int(0, principals - 1)] ?? "kim");
    const errorMessage = sayDenial(random, user, number);
    // A loud one grows tenfold, and is told for it.
    const occurrences = random.next() < 0.05 ? random.int(12, 20) : random.int(1, isStorm ? 2 : 3);
    for (let occurrence = 0; occurrence < occurrences; occurrence += 1) {
      for (const { record, at } of buildOccurrence(random, user, errorMessage)) {
        addExpected(denials, record, isMuted);
        arrivals.push({ at, events: [buildEvent(record)] });
      }
    }
  }
  const throughQueue = random.next() < 0.25;
  return {
    start,
    denials: [...denials.values()],
    arrivals: throughQueue ? batch(random, arrivals) : arrivals,
    throughQueue,
  };
}

/** The event and, for some, what else arrives of it: copies from another Region, redeliveries, some at the same time. */
function buildOccurrence(
  random: Random,
  user: string,
  errorMessage: string,
): readonly { readonly record: JsonObject; readonly at: number }[] {
  const at = random.int(0, 110) * 1000;
  const lateSeconds = random.next() < 0.3 ? random.int(60, 7200) : random.int(0, 20);
  const arn = `arn:aws:iam::${account}:user/${user}`;
  const sharedEventID = random.next() < 0.2 ? random.uuid() : undefined;
  const build = (awsRegion: string): JsonObject =>
    buildRecord({
      eventID: random.uuid(),
      ...(sharedEventID === undefined ? {} : { sharedEventID }),
      eventTime: new Date(start + at - lateSeconds * 1000).toISOString(),
      awsRegion,
      errorMessage,
      userIdentity: { type: "IAMUser", arn, accountId: account, userName: user },
    });
  const record = build("eu-west-1");
  const arrivals = [{ record, at }];
  if (sharedEventID !== undefined) {
    arrivals.push({ record: build("us-east-1"), at: at + random.int(0, 2) * 500 });
  }
  if (random.next() < 0.2) arrivals.push({ record, at });
  if (random.next() < 0.1) arrivals.push({ record, at: at + random.int(1, 120) * 1000 });
  return arrivals;
}

function sayDenial(random: Random, user: string, number: number): string {
  const action = random.pick(actions);
  const reason = random.pick(reasons).replace("ACTION", action);
  const letter = String.fromCharCode(97 + number);
  return `User: arn:aws:iam::${account}:user/${user} is not authorized to perform: ${action} on resource: arn:aws:s3:::orchard-${letter} ${reason}`;
}

function addExpected(
  denials: Map<string, ExpectedDenial>,
  record: JsonObject,
  isMuted: boolean,
): void {
  const parsed = parseCloudTrailEvent(buildEvent(record));
  if (parsed.kind !== "record") throw new Error("an event of the world is no record");
  const { fingerprint, dedupeId, eventId, occurredAt } = explainRecord(parsed.record);
  const denial = denials.get(fingerprint) ?? { fingerprint, isMuted, timesById: new Map() };
  denials.set(fingerprint, denial);
  denial.timesById.set(dedupeId ?? eventId ?? "", Date.parse(occurredAt ?? "") / 1000);
}

/** Up to ten messages a batch, as a queue without a window gathers them. */
function batch(random: Random, arrivals: readonly Arrival[]): readonly Arrival[] {
  const inOrder = arrivals.toSorted((a, b) => a.at - b.at);
  const batches: Arrival[] = [];
  while (inOrder.length > 0) {
    const together = inOrder.splice(0, random.int(1, 10));
    const at = Math.max(...together.map((arrival) => arrival.at));
    batches.push({ at, events: together.flatMap(({ events }) => events) });
  }
  return batches;
}
