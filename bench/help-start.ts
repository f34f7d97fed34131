import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchResult } from "./bench-result.ts";
import { median } from "./median.ts";

const run = promisify(execFile);
const rounds = 15;
const cli = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));

/** How soon the CLI answers: `denywatch --help`, against a Node process that does nothing. */
export async function benchHelpStart(): Promise<BenchResult[]> {
  const calls = { help: [cli, "--help"], nothing: ["-e", "0"] };
  const times = { help: [] as number[], nothing: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const name of ["help", "nothing"] as const) {
      const startedAt = performance.now();
      await run(process.execPath, calls[name]);
      // The first round fills the caches, Node's own of compiled code among them.
      if (round > 0) times[name].push(performance.now() - startedAt);
    }
  }
  const [help, nothing] = [median(times.help), median(times.nothing)];
  const ratio = help / nothing;
  return [
    {
      name: "denywatch --help",
      value: ratio,
      unit: "× node -e 0",
      aim: "at most 2",
      met: ratio <= 2,
    },
    { name: "... in milliseconds", value: help, unit: "ms", aim: null, met: null },
  ];
}
