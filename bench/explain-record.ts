import { readRecord } from "../shared/cloudtrail/read-record.ts";
import type { CloudTrailRecord } from "../shared/cloudtrail/record.ts";
import { explainRecord } from "../shared/denial/explain-record.ts";
import { advise } from "../shared/remediation/advise.ts";
import type { BenchResult } from "./bench-result.ts";
import { generateRecord } from "./generate-record.ts";
import { median } from "./median.ts";
import { createRandom } from "./random.ts";

/**
 * More than any of the small memories in the code holds (1,000 texts). What repeats, as in production: 9 actions, 4 user
 * agents, 3 accounts and Regions. Of 5,000 records 4,800 messages, 2,700 fingerprints, 2,400 resources, 1,300 callers and
 * 800 policies differ.
 */
const recordCount = 5000;
const rounds = 21;
const warmUpRounds = 6;

/** What it costs to explain a denial, over a seeded mix of calls and reasons, as a ratio to parsing its JSON. */
export function benchExplainRecord(): BenchResult[] {
  const random = createRandom(11);
  const texts = Array.from({ length: recordCount }, () =>
    JSON.stringify(generateRecord(random, true)),
  );
  const values = texts.map((text) => JSON.parse(text) as unknown);
  const records = values.map(recordOf);
  const steps = {
    parse: () => texts.map((text) => JSON.parse(text) as unknown),
    read: () => values.map((value) => readRecord(value)),
    explain: () => records.map((record) => explainRecord(record)),
    advise: () => records.map((record) => advise(explainRecord(record))),
  };
  const coldStartedAt = performance.now();
  steps.advise();
  const cold = performance.now() - coldStartedAt;
  const names = ["parse", "read", "explain", "advise"] as const;
  const times = {
    parse: [] as number[],
    read: [] as number[],
    explain: [] as number[],
    advise: [] as number[],
  };
  for (let round = 0; round < rounds + warmUpRounds; round++) {
    for (const name of names) {
      const startedAt = performance.now();
      steps[name]();
      if (round >= warmUpRounds) times[name].push(performance.now() - startedAt);
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
    further("... the check of a record, besides", median(times.read) / parse, "× JSON.parse"),
    further(`... the first ${recordCount}, not warmed up`, cold / parse, "× JSON.parse, warmed up"),
    further("JSON.parse of a denial record", (parse / recordCount) * 1000, "µs"),
  ];
}

function recordOf(value: unknown): CloudTrailRecord {
  const reading = readRecord(value);
  if (reading.kind === "malformed")
    throw new Error(`Cannot read a generated record: ${reading.problem}`);
  return reading.record;
}
