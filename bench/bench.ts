import type { BenchResult } from "./bench-result.ts";

/** Every bench by name; `npm run bench -- NAME...` runs some of them. */
const benches: Readonly<Record<string, () => Promise<readonly BenchResult[]>>> = {
  repeat: async () => (await import("./repeat.ts")).benchRepeat(),
  "item-size": async () => (await import("./item-size.ts")).benchItemSize(),
  "handler-time": async () => (await import("./handler-time.ts")).benchHandlerTime(),
  storm: async () => (await import("./storm.ts")).benchStorm(),
  "cold-start": async () => (await import("./cold-start.ts")).benchColdStart(),
  explain: async () => (await import("./explain.ts")).benchExplain(),
  backfill: async () => (await import("./backfill.ts")).benchBackfill(),
  help: async () => (await import("./help-start.ts")).benchHelpStart(),
  message: async () => (await import("./message-length.ts")).benchMessageLength(),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `bench: no bench "${unknown.join('", "')}"; there are ${Object.keys(benches).join(", ")}`,
  );
  process.exitCode = 2;
} else {
  const results: BenchResult[] = [];
  for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
    console.error(`bench: ${name} ...`);
    results.push(...((await benches[name]?.()) ?? []));
  }
  console.log(JSON.stringify(results, null, 2));
  console.table(
    results.map(({ name, value, unit, aim, met }) => ({
      name,
      value: Number(value.toPrecision(3)),
      unit,
      aim: aim ?? "",
      met: met === null ? "" : met ? "yes" : "NO",
    })),
  );
}
