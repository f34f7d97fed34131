import { createRandom, type Random } from "../../bench/random.ts";
import {
  type DynamoDbCall,
  type DynamoDbFault,
  noFault,
} from "../support/faulty-dynamodb-proxy.ts";
import { error, ok, type SlackAnswer } from "../support/slack-server.ts";

/** What goes wrong in one schedule, and until when. Times are milliseconds from its start. */
export interface FaultPlan {
  /** From then on nothing goes wrong. */
  readonly healsAt: number;
  /** When deliver-alerts first runs; absent: after a minute. */
  readonly firstDelivery?: number;
  /** How often deliver-alerts runs until then; absent: every minute, as it does. */
  readonly deliverEveryMinutes?: number;
  /** How many runs start at the same time, since EventBridge may start one twice; absent: one. */
  readonly deliversAtOnce?: number;
  /** What is done with a call, the `n`-th of its caller, from 1. */
  dynamoDb(call: DynamoDbCall, n: number, at: number): DynamoDbFault;
  /** What Slack answers to its next post. */
  slack(at: number): SlackAnswer;
  /** The moment at which a process dies, from 1; null for one that lives. */
  death(processName: string): number | null;
  /** The plan in words, for a report. */
  readonly described: string;
}

/** Permanent errors of an incoming webhook ("Sending messages using incoming webhooks", Slack's developer docs). */
const permanentErrors: readonly [SlackAnswer, ...SlackAnswer[]] = [
  error(404, "no_service"),
  error(410, "channel_is_archived"),
  error(403, "invalid_token"),
  error(403, "action_prohibited"),
  error(404, "channel_not_found"),
  error(404, "no_team"),
  error(403, "team_disabled"),
  error(404, "no_active_hooks"),
  error(404, "no_service_id"),
  error(400, "user_not_found"),
  error(400, "posting_to_general_channel_denied"),
];

/** The same for one message. */
const messageErrors: readonly [SlackAnswer, ...SlackAnswer[]] = [
  error(400, "invalid_blocks"),
  error(400, "invalid_payload"),
  error(400, "no_text"),
];

const minute = 60_000;

/** The faults of the schedule of this seed. The same caller's n-th call always meets the same fault. */
export function planFaults(seed: number): FaultPlan {
  const random = createRandom(seed);
  // Most events come within two minutes; each further one is another run of deliver-alerts for every schedule.
  const healsAt = random.pick([1, 1.5, 2, 3]) * minute;
  const callFaults = random.pick([0, 0.03, 0.1, 0.3]);
  const staleReads = random.pick([0, 0, 0.5]);
  const everyNth = random.pick([null, null, 3, 5, 7]);
  const outage = random.next() < 0.2 ? pickOutage(random, healsAt) : null;
  const postFaults = random.pick([0, 0.2, 0.5, 1]);
  const firstDelivery = random.int(2, 60) * 1000;
  const deliversAtOnce = random.pick([1, 1, 1, 2]);
  const slowPosts = random.pick([0, 0, 0.5]);
  const permanent = random.next() < 0.15 ? random.pick(permanentErrors) : null;
  const mortality = random.pick([0, 0.2, 0.5]);
  const slackRandom = createRandom(seed ^ 0x51ac);
  const byName = new Map<string, Random>();
  const randomOf = (name: string): Random => {
    const known = byName.get(name) ?? createRandom(seed ^ hashText(name));
    byName.set(name, known);
    return known;
  };
  return {
    healsAt,
    firstDelivery,
    deliversAtOnce,
    dynamoDb({ caller, isWrite, isIndexRead }, n, at) {
      if (at >= healsAt) return noFault;
      const own = randomOf(caller);
      if (isIndexRead && own.next() < staleReads) return { kind: "stale" };
      const isOut = outage !== null && at >= outage.from && at < outage.to;
      const isDue = everyNth !== null && n % everyNth === 0;
      if (!isOut && !isDue && own.next() >= callFaults) return noFault;
      return pickDynamoDbFault(own, isWrite);
    },
    slack(at) {
      if (at >= healsAt) return ok;
      if (permanent !== null) return permanent;
      if (slackRandom.next() < postFaults) return pickSlackAnswer(slackRandom);
      return slackRandom.next() < slowPosts
        ? { kind: "slow-body", milliseconds: slackRandom.int(2, 18) }
        : ok;
    },
    death(processName) {
      const own = randomOf(`${processName} dies`);
      return own.next() < mortality ? own.int(1, 16) : null;
    },
    described: JSON.stringify({
      healsAt,
      firstDelivery,
      deliversAtOnce,
      callFaults,
      staleReads,
      everyNth,
      outage,
      postFaults,
      slowPosts,
      permanent,
      mortality,
    }),
  };
}

function pickOutage(random: Random, end: number): { readonly from: number; readonly to: number } {
  const from = random.int(0, end - minute);
  return { from, to: from + random.int(20, 120) * 1000 };
}

function pickDynamoDbFault(random: Random, isWrite: boolean): DynamoDbFault {
  return random.pick<() => DynamoDbFault>([
    () => ({ kind: "throttle", code: "ProvisionedThroughputExceededException" }),
    () => ({ kind: "throttle", code: "ThrottlingException" }),
    () => ({ kind: "server-error" }),
    () => ({ kind: "drop-before" }),
    () => (isWrite ? { kind: "drop-after" } : { kind: "drop-before" }),
    () => ({ kind: "delay", milliseconds: random.int(1, 5) }),
  ])();
}

function pickSlackAnswer(random: Random): SlackAnswer {
  return random.pick<() => SlackAnswer>([
    () => ({ kind: "rate-limited", retryAfter: random.int(1, 90) }),
    () => ({ kind: "rate-limited" }),
    () => error(500, "rollup_error"),
    () => error(503, "service unavailable"),
    () => ({ kind: "hang", isTaken: random.next() < 0.5 }),
    () => ({ kind: "reset", isTaken: random.next() < 0.5 }),
    () => ({ kind: "close-half-way" }),
    () => random.pick(messageErrors),
    () => random.pick(permanentErrors),
  ])();
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
