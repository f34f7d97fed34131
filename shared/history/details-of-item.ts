import { ignoreDamage, type OnDamage, readOr } from "./damage.ts";
import { countsOf, type DenialItem, digestSetsV1 } from "./denial-item.ts";
import { type Details, detailsOfSamples } from "./details.ts";
import { hiddenCountsOf } from "./hidden-counts.ts";
import { sampleOf, unpackSample } from "./occurrence-sample.ts";
import { unpackDenial } from "./pack-denial.ts";

/** What of a fingerprint's details is in its first item still. */
export function detailsOfItem(item: DenialItem, onDamage: OnDamage = ignoreDamage): Details {
  const first = item["x"]?.B;
  const later = (item["m"]?.BS ?? []).flatMap((bytes) =>
    readOr(() => [unpackSample(bytes)], [], "a sample in m", onDamage),
  );
  const samples = [
    // Whoever reads the entry says that `x` cannot be read.
    ...(first === undefined || first.length <= 1
      ? []
      : readOr(() => [sampleOf(unpackDenial(first))], [], "x", ignoreDamage)),
    ...later.sort((a, b) => a.seconds - b.seconds),
  ];
  return {
    ...detailsOfSamples(samples),
    countByHour: countsOf(item, "h"),
    countByDay: countsOf(item, "y"),
    hiddenCounts: hiddenCountsOf(item),
    digests: digestsOf(item),
    digestsV1: digestSetsV1.flatMap((name) => item[name]?.SS ?? []),
  };
}

/** The digests of counted events that the first item holds, but those of schema version 1. */
export function digestsOf(item: DenialItem): readonly string[] {
  return (item["i"]?.BS ?? []).map((bytes) => Buffer.from(bytes).toString("base64url"));
}
