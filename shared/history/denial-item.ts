import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Denial } from "../denial/denial.ts";

export type DenialItem = Record<string, AttributeValue>;

/** The schema of what is written now. Items of version 1 are read as they are, and written anew when next counted. */
export const itemVersion = 2;

export const secondsPerHour = 3600;
export const secondsPerDay = 86_400;

/** Sets of event digests in items of schema version 1. */
export const digestSetsV1 = ["i0", "i1", "i2", "i3", "i4"] as const;

/** Attribute names are short since they count into an item's size; docs/design.md lists them. */
export const hourAttribute = (epochHour: number): string => `h${epochHour.toString(36)}`;
export const dayAttribute = (epochDay: number): string => `y${epochDay.toString(36)}`;

/** The key of a fingerprint's item. */
export function denialKey(fingerprint: string): DenialItem {
  return { pk: { S: `F#${fingerprint}` }, sk: { S: "F" } };
}

/** The fingerprint of an item's key; null for an item of another kind. */
export function fingerprintOfKey(item: DenialItem): string | null {
  const key = item["pk"]?.S;
  return key?.startsWith("F#") ? key.slice(2) : null;
}

/** The short form of a principal key under which `by-principal` holds its denials. */
export function principalDigest(principalKey: string): string {
  return createHash("sha256").update(principalKey).digest("base64url").slice(0, 12);
}

/** The attributes that the indexes are keyed by; they are the same for every occurrence of a fingerprint. */
export function indexAttributes(denial: Denial): DenialItem {
  const action = denial.action.iamAction?.toLowerCase() ?? "";
  return {
    p: { S: principalDigest(denial.principal.key) },
    a: { S: indexKey(denial.account ?? "") },
    c: { S: indexKey(action) },
    e: { S: indexKey(action.split(":", 1)[0] ?? action) },
    r: { S: reasonCode(denial.reason) },
  };
}

/** No action or account of AWS is as long; a longer one would leave its item no room. */
const longestIndexKey = 128;

/** A text as an index takes it: of 1 to 2,048 bytes ("Quotas in Amazon DynamoDB"). Where there is none, "unknown". */
export function indexKey(text: string): string {
  return text === "" ? "unknown" : text.slice(0, longestIndexKey).toWellFormed();
}

/** The deny type and policy type as `by-reason` holds them: `explicit#service-control`. */
export function reasonCode(reason: Pick<Denial["reason"], "denyType" | "policyType">): string {
  return `${reason.denyType}#${reason.policyType}`;
}

/** How often the item was tidied, from a start that no earlier item of the fingerprint reached. */
export function generationOf(item: DenialItem): number {
  return numberOf(item["g"]) ?? 0;
}

/** Whether the item has what counting and telling go by; one that somebody has robbed of it is as good as gone. */
export function isCounted(item: DenialItem): boolean {
  return (
    ["n", "f", "l"].every((name) => numberOf(item[name]) !== null) && item["s"]?.S !== undefined
  );
}

/** Whether DynamoDB may delete the item at any moment ("Using time to live"): it is as good as gone. */
export function isExpired(item: DenialItem, now: Date): boolean {
  const ttl = numberOf(item["ttl"]);
  return ttl !== null && ttl * 1000 <= now.getTime();
}

export function numberOf(value: AttributeValue | undefined): number | null {
  return value?.N === undefined ? null : Number(value.N);
}

/** Adds to a number of an item that is being built; an absent one is 0. */
export function addNumber(item: DenialItem, name: string, by: number): void {
  setNumber(item, name, (numberOf(item[name]) ?? 0) + by);
}

export function setNumber(item: DenialItem, name: string, value: number): void {
  item[name] = { N: String(value) };
}

/** Occurrences by epoch hour (`h`) or epoch day (`y`), as the item's attributes hold them. */
export function countsOf(item: DenialItem, prefix: "h" | "y"): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [name, value] of Object.entries(item)) {
    const period = periodOf(name, prefix);
    if (period !== null) counts.set(period, numberOf(value) ?? 0);
  }
  return counts;
}

/** The epoch hour or day of an attribute's name; null for another attribute. Both have at least three digits since 1972. */
function periodOf(name: string, prefix: "h" | "y"): number | null {
  if (name.length < 4 || !name.startsWith(prefix)) return null;
  const period = Number.parseInt(name.slice(1), 36);
  return Number.isNaN(period) ? null : period;
}
