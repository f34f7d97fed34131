import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Denial } from "../denial/denial.ts";
import { alertKinds, alertStatuses, type HistoryEntry, type KnownDenial } from "./known-denial.ts";
import { unpackDenial } from "./pack-denial.ts";

export type DenialItem = Record<string, AttributeValue>;

/** The schema of what is written now; `readDenialItem` reads this and every earlier one. */
export const itemVersion = 1;

export const secondsPerHour = 3600;
export const secondsPerDay = 86_400;

/** Sets of event digests, newest first: `i0` takes new ones, and a full one moves down. */
export const digestBuckets = ["i0", "i1", "i2", "i3", "i4"] as const;
/** Digests in a full bucket: the last 100 occurrences at least are known by id. */
export const digestsPerBucket = 25;

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
  const action = denial.action.iamAction?.toLowerCase() ?? "unknown";
  return {
    p: { S: principalDigest(denial.principal.key) },
    a: { S: denial.account ?? "unknown" },
    c: { S: action },
    e: { S: action.split(":", 1)[0] ?? action },
    r: { S: reasonCode(denial.reason) },
  };
}

/** The deny type and policy type as `by-reason` holds them: `explicit#service-control`. */
export function reasonCode(reason: Pick<Denial["reason"], "denyType" | "policyType">): string {
  return `${reason.denyType}#${reason.policyType}`;
}

/** Reads a fingerprint's item with its sample. Throws where the item is of another kind. */
export function readHistoryEntry(item: DenialItem): HistoryEntry {
  const packed = item["x"]?.B;
  if (packed === undefined) {
    throw new Error(`Cannot read history item "${item["pk"]?.S ?? ""}": it holds no sample`);
  }
  return { ...readKnownDenial(item), sample: unpackDenial(packed) };
}

/** Reads a fingerprint's item. Throws where the item is of another kind. */
export function readKnownDenial(item: DenialItem): KnownDenial {
  const fingerprint = fingerprintOfKey(item);
  if (fingerprint === null) {
    throw new Error(`Cannot read history item "${item["pk"]?.S ?? ""}": it is no denial's item`);
  }
  return {
    fingerprint,
    count: numberOf(item["n"]) ?? 0,
    firstSeenSeconds: numberOf(item["f"]) ?? 0,
    lastSeenSeconds: numberOf(item["l"]) ?? 0,
    status: alertStatuses.find((status) => status === item["s"]?.S) ?? "pending",
    leaseUntilMilliseconds: numberOf(item["o"]) ?? 0,
    alertKind: alertKinds.find((kind) => kind === item["k"]?.S) ?? "new",
    pendingChannels: item["ch"]?.SS ?? null,
    toldAtSeconds: numberOf(item["t"]),
    toldCount: numberOf(item["tn"]) ?? 0,
    hiddenCount: numberOf(item["hn"]) ?? 0,
    hiddenBy: item["hb"]?.S ?? null,
    countByHour: countsWithPrefix(item, "h"),
    countByDay: countsWithPrefix(item, "y"),
  };
}

/** Whether the event of this digest is among the counted ones that the item still knows by id. */
export function holdsDigest(item: DenialItem, digest: string): boolean {
  return digestBuckets.some((bucket) => item[bucket]?.SS?.includes(digest) === true);
}

export function numberOf(value: AttributeValue | undefined): number | null {
  return value?.N === undefined ? null : Number(value.N);
}

/** `h` and `y` attributes are the prefix and a base-36 number that starts with a digit or letter; others are longer words. */
function countsWithPrefix(item: DenialItem, prefix: "h" | "y"): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [name, value] of Object.entries(item)) {
    const period = periodOf(name, prefix);
    if (period !== null) counts.set(period, numberOf(value) ?? 0);
  }
  return counts;
}

/** The epoch hour or day of an attribute's name; null for another attribute. Both have at least three digits since 1972. */
export function periodOf(name: string, prefix: "h" | "y"): number | null {
  if (name.length < 4 || !name.startsWith(prefix)) return null;
  const period = Number.parseInt(name.slice(1), 36);
  return Number.isNaN(period) ? null : period;
}
