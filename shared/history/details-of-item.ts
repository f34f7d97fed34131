import { countsOf, type DenialItem, digestSetsV1 } from "./denial-item.ts";
import { type Details, detailsOfSamples } from "./details.ts";
import { hiddenCountsOf } from "./hidden-counts.ts";
import { sampleOf, unpackSample } from "./occurrence-sample.ts";
import { unpackDenial } from "./pack-denial.ts";

/** What of a fingerprint's details is in its first item still. */
export function detailsOfItem(item: DenialItem): Details {
  const first = item["x"]?.B;
  const samples = [
    ...(first === undefined || first.length <= 1 ? [] : [sampleOf(unpackDenial(first))]),
    ...(item["m"]?.BS ?? []).map(unpackSample).sort((a, b) => a.seconds - b.seconds),
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
