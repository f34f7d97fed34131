import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { applyOccurrences, expiryOf } from "./apply-occurrences.ts";
import { marksOf } from "./choose-samples.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import {
  dayAttribute,
  type DenialItem,
  denialKey,
  hourAttribute,
  itemVersion,
  numberOf,
  secondsPerDay,
  secondsPerHour,
} from "./denial-item.ts";
import { eventDigest } from "./event-digest.ts";
import { hiddenAtAttribute, hiddenAttribute } from "./hidden-counts.ts";
import type { Met } from "./known-fingerprints.ts";
import { epochSeconds, type RecordedDenial } from "./occurrence.ts";
import { packSample, sampleOf } from "./occurrence-sample.ts";

export interface CountUpdate {
  readonly Key: DenialItem;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
  /** The most bytes that the item grows by. */
  readonly cost: number;
}

/** What numbers may grow by, and what is not worth a clause of its own. */
const smallGrowthBytes = 2;
const digestCostBytes = 9;
const hourCostBytes = 8;
const dayCostBytes = 7;
/** Two attributes whose names hold an id, and their numbers. */
const hiderCostBytes = (by: string): number => 2 * (Buffer.byteLength(by) + 2) + 10;
/** A set's element, the set where there was none, and two marks. */
const sampleOverheadBytes = 13;

/**
 * What must hold for an occurrence to be counted without reading: the item is of this schema and has not expired, it
 * has room, its second item lives longer, and the event is not among those that it knows, nor so old that the second
 * item has to be asked.
 */
const countable =
  "v = :v AND #ttl > :now AND b >= :cost AND (attribute_not_exists(sx) OR sx >= :ttl) AND q < :l AND NOT contains(i, :id)";

/**
 * The one conditional write that counts an occurrence without reading first. `met` is what this process knows of the
 * fingerprint: null where it has not met it, so that what a new item needs is sent too. An event older than the last
 * one leaves first and last seen alone, and renews the time to live. `isSampled`: more of it than its id is kept, which needs a fingerprint that was met.
 */
export function buildCountUpdate(
  denial: RecordedDenial,
  hidden: Hidden | null,
  met: Met | null,
  isSampled: boolean,
  now: Date,
  settings: CountSettings,
): CountUpdate {
  const seconds = epochSeconds(denial.occurredAt);
  const digest = new Uint8Array(Buffer.from(eventDigest(denial.dedupeId), "base64url"));
  const hour = Math.floor(seconds / secondsPerHour);
  const day = Math.floor(seconds / secondsPerDay);
  const isLate = met !== null && seconds < met.lastSeenSeconds;
  const values: Record<string, AttributeValue> = {
    ":v": { N: String(itemVersion) },
    ":now": { N: String(Math.floor(now.getTime() / 1000)) },
    ":l": { N: String(seconds) },
    ":ttl": { N: String(expiryOf(Math.max(seconds, met?.lastSeenSeconds ?? 0), now, settings)) },
    ":id": { B: digest },
    ":ids": { BS: [digest] },
    ":1": { N: "1" },
  };
  const names: Record<string, string> = {
    "#ttl": "ttl",
    "#hour": hourAttribute(hour),
    "#day": dayAttribute(day),
  };
  const sets = ["#ttl = :ttl"];
  const adds = ["n :1", "z :1", "i :ids", "#hour :1", "#day :1"];
  let cost = smallGrowthBytes + digestCostBytes;
  if (met?.hours.has(hour) !== true) cost += hourCostBytes;
  if (met?.days.has(day) !== true) cost += dayCostBytes;
  if (isSampled) {
    const sample = sampleValues(denial);
    Object.assign(values, sample.values);
    adds.push(...sample.adds);
    cost += sample.cost;
  }
  if (!isLate) {
    values[":d"] = { N: String(day) };
    sets.push("l = :l", "d = :d");
  }
  if (hidden !== null) {
    values[":hb"] = { S: hidden.by };
    sets.push("hb = :hb", isLate ? "#hat = if_not_exists(#hat, :l)" : "#hat = :l");
    adds.push("hn :1", "#hby :1");
    names["#hby"] = hiddenAttribute(hidden.by);
    names["#hat"] = hiddenAtAttribute(hidden.by);
    if (met?.hiders.has(hidden.by) !== true) cost += hiderCostBytes(hidden.by);
  }
  values[":cost"] = { N: String(cost) };
  if (met === null) {
    const item = newItemOf(denial, hidden, now, settings);
    // Of a new item, the room is what this leaves when the cost is taken.
    values[":b"] = { N: String((numberOf(item["b"]) ?? 0) + cost) };
    sets.push("b = if_not_exists(b, :b) - :cost");
    for (const name of ["v", "p", "a", "c", "e", "r"]) sets.push(`${name} = :${name}`);
    for (const name of ["f", "w", "s", "o", "q", "g", "u", "x"]) {
      sets.push(`${name} = if_not_exists(${name}, :${name})`);
    }
    for (const name of ["v", "p", "a", "c", "e", "r", "f", "w", "s", "o", "q", "g", "u", "x"]) {
      values[`:${name}`] = item[name] as AttributeValue;
    }
  } else {
    sets.push("b = b - :cost");
  }
  const order = isLate ? "l >= :l AND f <= :l" : "l <= :l";
  const condition = `${order} AND ${countable}`;
  return {
    Key: denialKey(denial.fingerprint),
    UpdateExpression: `SET ${sets.join(", ")} ADD ${adds.join(", ")}`,
    ConditionExpression: met === null ? `attribute_not_exists(pk) OR (${condition})` : condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    cost,
  };
}

function newItemOf(
  denial: RecordedDenial,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): DenialItem {
  const seconds = epochSeconds(denial.occurredAt);
  const { dedupeId } = denial;
  const fresh = [{ dedupeId, digest: eventDigest(dedupeId), seconds }];
  return applyOccurrences(null, denial, fresh, [], hidden, now, settings);
}

/** What keeps a sample of an occurrence that has been counted, where there is room for it. */
export function buildSampleUpdate(
  denial: RecordedDenial,
): Pick<
  CountUpdate,
  "Key" | "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeValues" | "cost"
> {
  const { values, adds, cost } = sampleValues(denial);
  return {
    Key: denialKey(denial.fingerprint),
    UpdateExpression: `SET b = b - :cost ADD z :1, ${adds.join(", ")}`,
    ConditionExpression: "v = :v AND b >= :cost",
    ExpressionAttributeValues: {
      ...values,
      ":v": { N: String(itemVersion) },
      ":cost": { N: String(cost) },
      ":1": { N: "1" },
    },
    cost,
  };
}

function sampleValues(denial: RecordedDenial): {
  readonly values: Record<string, AttributeValue>;
  readonly adds: readonly string[];
  readonly cost: number;
} {
  const sample = packSample(sampleOf(denial));
  const marks = [...new Set(marksOf(denial))];
  return {
    values: { ":m": { BS: [sample] }, ":u": { SS: marks } },
    adds: ["m :m", "u :u"],
    cost: sample.length + sampleOverheadBytes,
  };
}
