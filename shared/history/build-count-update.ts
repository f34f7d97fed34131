import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { CountSettings, Hidden } from "./count-settings.ts";
import {
  type DenialItem,
  dayAttribute,
  denialKey,
  digestBuckets,
  hourAttribute,
  indexAttributes,
  itemVersion,
  secondsPerDay,
  secondsPerHour,
} from "./denial-item.ts";
import { eventDigest } from "./event-digest.ts";
import { epochSeconds, type RecordedDenial } from "./occurrence.ts";
import { packDenial } from "./pack-denial.ts";

export interface CountUpdate {
  readonly Key: DenialItem;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

const notCountedYet = digestBuckets.map((bucket) => `NOT contains(${bucket}, :id)`).join(" AND ");

/**
 * The one conditional write that counts an occurrence without reading first.
 * Its clauses: the item is new, or this is neither an older event than the last one nor a copy of a counted one.
 * `isKnown`: this process has met the fingerprint, so that what only a new item needs is not sent again.
 */
export function buildCountUpdate(
  denial: RecordedDenial,
  hidden: Hidden | null,
  isKnown: boolean,
  now: Date,
  settings: CountSettings,
): CountUpdate {
  const seconds = epochSeconds(denial.occurredAt);
  const digest = eventDigest(denial.dedupeId);
  const values: Record<string, AttributeValue> = {
    ":l": { N: String(seconds) },
    ":d": { N: String(Math.floor(seconds / secondsPerDay)) },
    ":ttl": { N: String(seconds + settings.keepDays * secondsPerDay) },
    ":id": { S: digest },
    ":ids": { SS: [digest] },
    ":1": { N: "1" },
  };
  const sets = ["l = :l", "d = :d", "#ttl = :ttl"];
  const adds = ["n :1", "z :1", "i0 :ids", "#hour :1", "#day :1"];
  if (hidden !== null) {
    values[":hb"] = { S: hidden.by };
    sets.push("hb = :hb");
    adds.push("hn :1");
  }
  if (!isKnown) {
    Object.assign(values, newItemValues(denial, seconds, hidden, now, settings));
    sets.push("v = :v", "p = :p", "a = :a", "c = :c", "e = :e", "r = :r");
    sets.push(
      ...["f", "w", "s", "o", "x"].map((name) => `${name} = if_not_exists(${name}, :${name})`),
    );
  }
  return {
    Key: denialKey(denial.fingerprint),
    UpdateExpression: `SET ${sets.join(", ")} ADD ${adds.join(", ")}`,
    ConditionExpression: isKnown
      ? `l <= :l AND ${notCountedYet}`
      : `attribute_not_exists(pk) OR (l <= :l AND ${notCountedYet})`,
    ExpressionAttributeNames: {
      "#ttl": "ttl",
      "#hour": hourAttribute(Math.floor(seconds / secondsPerHour)),
      "#day": dayAttribute(Math.floor(seconds / secondsPerDay)),
    },
    ExpressionAttributeValues: values,
  };
}

function newItemValues(
  denial: RecordedDenial,
  seconds: number,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): Record<string, AttributeValue> {
  const { p, a, c, e, r } = indexAttributes(denial) as Record<string, AttributeValue>;
  return {
    ":v": { N: String(itemVersion) },
    ":p": p as AttributeValue,
    ":a": a as AttributeValue,
    ":c": c as AttributeValue,
    ":e": e as AttributeValue,
    ":r": r as AttributeValue,
    ":f": { N: String(seconds) },
    ":w": { N: String(Math.floor(seconds / secondsPerDay)) },
    ":s": { S: hidden?.status ?? "pending" },
    ":o": { N: String(hidden === null ? now.getTime() + settings.leaseMilliseconds : 0) },
    ":x": { B: packDenial(denial) },
  };
}
