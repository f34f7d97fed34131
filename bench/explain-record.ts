import { type CloudTrailRecord, cloudTrailRecordSchema } from "../shared/cloudtrail/record.ts";
import { explainRecord } from "../shared/denial/explain-record.ts";
import { advise } from "../shared/remediation/advise.ts";
import type { BenchResult } from "./bench-result.ts";
import { generateRecord } from "./generate-record.ts";
import { median } from "./median.ts";
import { createRandom } from "./random.ts";

const recordCount = 1000;
const rounds = 41;

/** What it costs to explain a denial, over a seeded mix of calls and reasons, as a ratio to parsing its JSON. */
export function benchExplainRecord(): BenchResult[] {
  const random = createRandom(11);
  const texts = Array.from({ length: recordCount }, () =>
    JSON.stringify(generateRecord(random, true)),
  );
  const values = texts.map((text) => JSON.parse(text) as unknown);
  const records = values.map((value) => cloudTrailRecordSchema.parse(value));
  const steps = {
    parse: () => texts.map((text) => JSON.parse(text) as unknown),
    schema: () => values.map((value) => cloudTrailRecordSchema.safeParse(value)),
    explain: () => records.map((record: CloudTrailRecord) => explainRecord(record)),
    advise: () => records.map((record: CloudTrailRecord) => advise(explainRecord(record))),
  };
  const times = {
    parse: [] as number[],
    schema: [] as number[],
    explain: [] as number[],
    advise: [] as number[],
  };
  for (let round = 0; round < rounds + 10; round++) {
    for (const name of ["parse", "schema", "explain", "advise"] as const) {
      const startedAt = performance.now();
      steps[name]();
      // The first rounds only warm up.
      if (round >= 10) times[name].push(performance.now() - startedAt);
    }
  }
  const parse = median(times.parse);
  const ratio = median(times.advise) / parse;
  const further = (name: string, value: number, unit: string): BenchResult => {
    return { name, value, unit, aim: null, met: null };
  };
  return [
    {
      name: "explain a record, message to hints",
      value: ratio,
      unit: "× JSON.parse of the same record",
      aim: "at most 1.0",
      met: ratio <= 1,
    },
    further("... of it without the hints", median(times.explain) / parse, "× JSON.parse"),
    further(
      "... the schema check of a record, besides",
      median(times.schema) / parse,
      "× JSON.parse",
    ),
    further("JSON.parse of a denial record", (parse / recordCount) * 1000, "µs"),
  ];
}
