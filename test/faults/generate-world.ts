import { createRandom, type Random } from "../../bench/random.ts";
import type { JsonObject } from "../support/events.ts";
import {
  type Arrival,
  buildExplorerEvent,
  buildUserEvent,
  buildWorld,
  type World,
  worldStart,
} from "./build-world.ts";
import { configMutedUser, generateSettings, mutedUser } from "./world-settings.ts";

const users = ["kim", "lee", "noor", "ada"] as const;
const actions = ["s3:ListBucket", "sqs:SendMessage", "ec2:RunInstances", "kms:Decrypt"] as const;
const reasons = [
  "because no identity-based policy allows the ACTION action",
  "with an explicit deny in a service control policy",
  "because no resource-based policy allows the ACTION action",
] as const;

/** The events of the schedule of this seed: some principals, repeats, redeliveries, copies, late, muted and returning ones. */
export function generateWorld(seed: number): World {
  const random = createRandom(seed ^ 0x3017d);
  const settings = generateSettings(createRandom(seed ^ 0x5e77));
  const isStorm = random.next() < 0.06;
  const principals = isStorm ? 1 : random.int(1, users.length);
  const fingerprints = isStorm ? random.int(8, 12) : random.pick([1, 1, 1, 2, 2, 3]);
  const arrivals: Arrival[] = [];
  const past: JsonObject[] = [];
  for (let number = 0; number < fingerprints; number += 1) {
    const isHidden = random.next() < 0.2;
    const user = isHidden
      ? random.pick([mutedUser, configMutedUser, null])
      : (users[random.int(0, principals - 1)] ?? "kim");
    const action = random.pick(actions);
    const reason = random.pick(reasons).replace("ACTION", action);
    const bucket = `orchard-${String.fromCharCode(97 + number)}`;
    // A loud one grows tenfold, and is told for it.
    const buildOne = (overrides: JsonObject): JsonObject =>
      user === null
        ? buildExplorerEvent(action, bucket, reason, overrides)
        : buildUserEvent(user, action, bucket, reason, overrides);
    if (!isHidden && random.next() < 0.15) {
      const eventTime = new Date(worldStart - random.int(8, 30) * 86_400_000).toISOString();
      past.push(buildOne({ eventID: random.uuid(), eventTime }));
    }
    const occurrences = random.next() < 0.05 ? random.int(12, 20) : random.int(1, isStorm ? 2 : 3);
    for (let occurrence = 0; occurrence < occurrences; occurrence += 1) {
      arrivals.push(...generateOccurrence(random, buildOne));
    }
  }
  const throughQueue = random.next() < 0.25;
  const brought = throughQueue ? batch(random, arrivals) : arrivals;
  return buildWorld(brought, throughQueue, settings, past);
}

/** The event and, for some, what else arrives of it: copies from another Region, redeliveries, some at the same time. */
function generateOccurrence(
  random: Random,
  build: (overrides: JsonObject) => JsonObject,
): readonly Arrival[] {
  // On a grid, so that many arrive at the same time.
  const at = random.int(0, 22) * 5000;
  const lateSeconds = random.next() < 0.3 ? random.int(60, 7200) : random.int(0, 20);
  const eventTime = new Date(worldStart + at - lateSeconds * 1000).toISOString();
  const isShared = random.next() < 0.2;
  const shared = isShared ? { sharedEventID: random.uuid() } : {};
  const buildIn = (awsRegion: string): readonly JsonObject[] => [
    build({ eventID: random.uuid(), eventTime, awsRegion, ...shared }),
  ];
  const events = buildIn("eu-west-1");
  const arrivals: Arrival[] = [{ at, events }];
  if (isShared) arrivals.push({ at: at + random.int(0, 2) * 500, events: buildIn("us-east-1") });
  if (random.next() < 0.2) arrivals.push({ at, events });
  if (random.next() < 0.1) arrivals.push({ at: at + random.int(1, 120) * 1000, events });
  return arrivals;
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
