import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ignoreDamage, type OnDamage, readOr } from "./damage.ts";
import { type Details, mergeDetails, noDetails } from "./details.ts";
import { packDigests, unpackDigests } from "./event-digest.ts";
import { packSample, unpackSample } from "./occurrence-sample.ts";
import type { HiddenCounts } from "./hidden-counts.ts";
import { type DenialItem, generationOf, itemVersion, numberOf } from "./denial-item.ts";

/**
 * The second item of a fingerprint, `sk = S`: what its first item grew out of. `tidyItem` moves it here.
 * It has two parts: `bd`, and `md` which holds good only once the first item is of the same generation. So a crash
 * between the two writes loses nothing and counts nothing twice.
 */
export function detailsKey(fingerprint: string): DenialItem {
  return { pk: { S: `F#${fingerprint}` }, sk: { S: "S" } };
}

/** What the second item holds, as the first one's generation has it. `item` is the first one, `second` may be missing. */
export function readDetails(
  item: DenialItem,
  second: DenialItem | null,
  onDamage: OnDamage = ignoreDamage,
): Details {
  const ahead = generationsAhead(item, second);
  // Behind: it is of a fingerprint that expired and came again.
  if (second === null || ahead < 0) return noDetails;
  const base = readPart(second, "b", onDamage);
  return ahead > 0 ? base : mergeDetails(base, readPart(second, "m", onDamage));
}

/**
 * Whether the first item was tidied after the second one was read, so that this one has to be read again, and then the
 * first one. Where it stays so, the second item is gone.
 */
export function isReadTooEarly(item: DenialItem, second: DenialItem | null): boolean {
  return item["sx"] !== undefined && generationsAhead(item, second) < 0;
}

/** Whether the second item has taken over what the first one, as it was read, has still: both have to be read again. */
export function isReadTooLate(item: DenialItem, second: DenialItem | null): boolean {
  return generationsAhead(item, second) > 1;
}

/** By how many tidyings the second item is ahead: 0 where both are of one, 1 between the two writes of one. */
function generationsAhead(item: DenialItem, second: DenialItem | null): number {
  return (numberOf(second?.["g"]) ?? -1) - generationOf(item);
}

/** The second item that follows: `moved` goes in, for a first item of the next generation. */
export function buildDetailsItem(
  fingerprint: string,
  item: DenialItem,
  second: DenialItem | null,
  moved: Details,
  ttlSeconds: number,
): DenialItem {
  const base = readDetails(item, second);
  const first = readFirstDenial(item, second);
  return {
    ...detailsKey(fingerprint),
    v: { N: String(itemVersion) },
    z: { N: String((numberOf(second?.["z"]) ?? 0) + 1) },
    g: { N: String(generationOf(item) + 1) },
    ttl: { N: String(ttlSeconds) },
    bd: { B: packDetails(base) },
    md: { B: packDetails(moved) },
    ...(base.digests.length === 0 ? {} : { bi: { B: packDigests(base.digests) } }),
    ...(moved.digests.length === 0 ? {} : { mi: { B: packDigests(moved.digests) } }),
    ...(first === null ? {} : { x: { B: first } }),
  };
}

/** The first denial, packed, from whichever item holds it; null where neither does. */
export function readFirstDenial(item: DenialItem, second: DenialItem | null): Uint8Array | null {
  const own = item["x"]?.B;
  if (own !== undefined && own.length > 1) return own;
  return generationsAhead(item, second) < 0 ? null : (second?.["x"]?.B ?? null);
}

function packDetails(details: Details): Uint8Array {
  const { regions, sessions, persons, samples, countByHour, countByDay, hiddenCounts, digestsV1 } =
    details;
  const packed = samples.map((sample) => Buffer.from(packSample(sample)).toString("base64"));
  const hidden = [...hiddenCounts].map(([by, { count, lastSeconds }]) => [by, count, lastSeconds]);
  const counts = [[...countByHour], [...countByDay], hidden];
  return deflateRawSync(
    JSON.stringify([regions, sessions, persons, packed, ...counts, ...digestsV1]),
  );
}

/** Copies are known by what can be read of the digests, whatever became of the rest. */
function readPart(second: DenialItem, part: "b" | "m", onDamage: OnDamage): Details {
  const bytes = second[`${part}d`]?.B;
  const packed = second[`${part}i`]?.B;
  const digests = readOr(() => unpackDigests(packed), [], `${part}i of its item S`, onDamage);
  if (bytes === undefined) return { ...noDetails, digests };
  const read = (): Details => ({ ...unpackDetails(bytes), digests });
  return readOr(read, { ...noDetails, digests }, `${part}d of its item S`, onDamage);
}

function unpackDetails(bytes: Uint8Array): Details {
  const [regions, sessions, persons, samples, hours, days, ...rest] = JSON.parse(
    inflateRawSync(bytes).toString("utf8"),
  ) as [
    readonly string[],
    Details["sessions"],
    Details["persons"],
    readonly string[],
    readonly [number, number][],
    readonly [number, number][],
    ...(string | readonly HiddenRow[])[],
  ];
  return {
    regions,
    sessions,
    persons,
    samples: samples.map((text) => unpackSample(Buffer.from(text, "base64"))),
    countByHour: new Map(hours),
    countByDay: new Map(days),
    hiddenCounts: readHidden(rest[0]),
    digests: [],
    digestsV1: rest.filter((one) => typeof one === "string"),
  };
}

type HiddenRow = readonly [by: string, count: number, lastSeconds: number];

/** Before counts were kept by mute, digests came in this place. */
function readHidden(rows: string | readonly HiddenRow[] | undefined): HiddenCounts {
  if (rows === undefined || typeof rows === "string") return new Map();
  return new Map(rows.map(([by, count, lastSeconds]) => [by, { count, lastSeconds }]));
}
