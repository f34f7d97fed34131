import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../shared/config/check-config.ts";

const folder = join(import.meta.dirname, "../../docs/examples");

/** An example of the docs, as `cdk synth` reads it. */
function example(name: string): unknown {
  const text = readFileSync(join(folder, `${name}.json`), "utf8");
  const checked = checkConfig(text, new Date("2026-03-04T05:06:07Z"));
  if (checked.kind === "invalid") {
    throw new Error(`Cannot use the example "${name}": ${checked.problems[0]?.message ?? ""}`);
  }
  return checked.json;
}

/** The config of every deployment that is synthesised in tests: no file, each of docs/examples, and what is rarer. */
export const deployments = {
  bare: {},
  single: example("single"),
  regions: example("regions"),
  organization: example("organization"),
  queued: example("queued"),
  govcloud: example("govcloud"),
  china: example("china"),
  /** Everything switched off that can be; queued beside the global services, where nothing is forwarded. */
  quiet: {
    deploy: {
      homeRegion: "us-east-1",
      ingest: { mode: "queued" },
      readOnlyEvents: false,
      alarms: { silenceHours: "off", oldestPendingMinutes: 10 },
    },
    history: { keepDays: 30 },
    events: "off",
  },
} satisfies Readonly<Record<string, unknown>>;

export type DeploymentName = keyof typeof deployments;
