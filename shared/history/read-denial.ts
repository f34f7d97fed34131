import { denyTypes, policyTypes } from "../denial/reason.ts";
import { mostMarks } from "./choose-samples.ts";
import { type OnDamage, readOr } from "./damage.ts";
import { countsOf, type DenialItem, fingerprintOfKey, numberOf } from "./denial-item.ts";
import { isReadTooEarly, readDetails, readFirstDenial } from "./details-item.ts";
import { type HiddenCounts, hiddenCountsOf } from "./hidden-counts.ts";
import { mergeDetails } from "./details.ts";
import { detailsOfItem } from "./details-of-item.ts";
import {
  alertKinds,
  alertStatuses,
  type DistinctValues,
  type HistoryEntry,
  type KnownDenial,
  type Predecessor,
} from "./known-denial.ts";
import { unpackDenial } from "./pack-denial.ts";
import { rebuildDenial } from "./rebuild-denial.ts";

/**
 * Reads a fingerprint's two items; the second may be missing. What cannot be read is left out, and `damage` says so.
 * Throws where the first is of another kind.
 */
export function readHistoryEntry(item: DenialItem, second: DenialItem | null): HistoryEntry {
  const known = readKnownDenial(item);
  const damages: string[] = [];
  const onDamage: OnDamage = (what) => damages.push(what);
  if (isReadTooEarly(item, second)) onDamage("its item S, which is gone");
  const packed = readFirstDenial(item, second);
  const sample =
    packed === null ? null : readOr(() => unpackDenial(packed), null, "x, the denial", onDamage);
  if (packed === null) onDamage("x, the denial, which neither item has");
  const all = mergeDetails(readDetails(item, second, onDamage), detailsOfItem(item, onDamage));
  return {
    ...known,
    damage: damages.length === 0 ? null : damages.join("; "),
    countByHour: all.countByHour,
    countByDay: all.countByDay,
    sample: sample ?? rebuildDenial(item),
    regions: all.regions,
    sessions: orMore(all.sessions, item),
    persons: orMore(all.persons, item),
    samples: all.samples,
    hiddenCounts: all.hiddenCounts,
    lastHiddenSeconds: lastHidden(all.hiddenCounts),
    predecessor: readPredecessor(item["pr"]?.S),
    formerFingerprint: item["fm"]?.S ?? null,
    laterFingerprint: item["nx"]?.S ?? null,
  };
}

/** Reads a fingerprint's first item. Throws where the item is of another kind. */
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
    quietDays: numberOf(item["qd"]),
    pendingChannels: item["ch"]?.SS ?? null,
    toldAtSeconds: numberOf(item["t"]),
    toldCount: numberOf(item["tn"]) ?? 0,
    hiddenCount: numberOf(item["hn"]) ?? 0,
    hiddenBy: item["hb"]?.S ?? null,
    lastHiddenSeconds: lastHidden(hiddenCountsOf(item)),
    countByHour: countsOf(item, "h"),
    countByDay: countsOf(item, "y"),
  };
}

function lastHidden(counts: HiddenCounts): number | null {
  return counts.size === 0
    ? null
    : Math.max(...[...counts.values()].map(({ lastSeconds }) => lastSeconds));
}

/** From so many marks on, new sessions are not looked out for. */
function orMore({ values, hasMore }: DistinctValues, item: DenialItem): DistinctValues {
  const isFull = (item["u"]?.SS?.length ?? 0) >= mostMarks;
  return { values, hasMore: hasMore || (isFull && values.length > 0) };
}

/** A predecessor as an item holds it: `fp1_...#explicit#service-control`. */
export function writePredecessor({ fingerprint, denyType, policyType }: Predecessor): string {
  return `${fingerprint}#${denyType}#${policyType}`;
}

function readPredecessor(text: string | undefined): Predecessor | null {
  const [fingerprint, deny, policy] = (text ?? "").split("#");
  const denyType = denyTypes.find((type) => type === deny);
  const policyType = policyTypes.find((type) => type === policy);
  return fingerprint === undefined || denyType === undefined || policyType === undefined
    ? null
    : { fingerprint, denyType, policyType };
}
