import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { costAssumptions } from "../../bench/cost-assumptions.ts";
import { billedMilliseconds, formatCostTable } from "../../bench/cost-model.ts";
import { prices, pricesOf } from "../../bench/cost-prices.ts";
import { type CostStep, costQuantities } from "../../bench/cost-quantities.ts";
import { measureQuantities } from "../../bench/measure-cost-quantities.ts";
import { projectFolder } from "../../infra/project-folder.ts";
import { policyTypes } from "../../shared/denial/reason.ts";
import { measureNames, metricNames } from "../../shared/telemetry/telemetry.ts";
import { synthesiseHub } from "../support/synthesise.ts";

const hub = await synthesiseHub("bare");
const page = readFileSync(join(projectFolder, "docs/cost.md"), "utf8");
/** Rows of cells, however they are aligned. */
const rowsOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replaceAll(/\s*\|\s*/g, "|").replaceAll(/-+(:?)/g, "-$1"));

describe("docs/cost.md", () => {
  it("has the table that the bench computes", () => {
    const rows = rowsOf(page);
    for (const row of rowsOf(formatCostTable())) expect(rows).toContain(row);
  });

  it("has the quantities that the table goes by", () => {
    const named: Readonly<Record<CostStep, string>> = {
      newDenial: "a new denial",
      repeat: "a repeat",
      repeatOfAnotherDay: "the first repeat of another day",
      batch: "a batch of 100 events of 5 fingerprints",
      idleRun: "a run of `deliver-alerts` without anything",
    };
    for (const [step, name] of Object.entries(named)) {
      const { writeRequests, writeUnits, readUnits } = costQuantities[step as CostStep];
      expect(rowsOf(page)).toContain(`|${name}|${writeRequests}|${writeUnits}|${readUnits}|`);
    }
  });

  it("says each assumption, and the prices' date", () => {
    const { cpuMilliseconds, firstOfDayShare, idlePollsAMonth, metrics } = costAssumptions;
    const { repeat, newDenial } = cpuMilliseconds;
    for (const said of [
      `${repeat} ms for a repeat, ${newDenial} ms for a new denial`,
      `${costAssumptions.tableMilliseconds} ms for each request to the table, ${costAssumptions.slackMilliseconds} ms for a message to Slack, ${cpuMilliseconds.idleRun} ms of CPU for a run`,
      `${costAssumptions.coldStartMilliseconds} ms for the start of a process`,
      `${firstOfDayShare * 100} % of the repeats`,
      `${idlePollsAMonth.toLocaleString("en")} requests a month`,
      `runs ${costAssumptions.runsAMonth.toLocaleString("en")} times`,
      `${costAssumptions.alarmMetrics} metrics in 16 alarms, at most ${metrics} metrics`,
      `${costAssumptions.storedBytes.toLocaleString("en")} bytes a fingerprint`,
      `${billedMilliseconds(repeat, 1, 0).toFixed(0)} ms billed for a repeat, ${billedMilliseconds(newDenial, 6, 1).toFixed(0)} ms for a new`,
      `${prices.writeUnit * 1e6} a million write units, ${prices.readUnit * 1e6} a million read units`,
      `list prices as known in ${pricesOf}`,
    ]) {
      expect(page).toContain(said);
    }
  });
});

describe("what the cost goes by", () => {
  it("is what the handlers ask of the table today", async () => {
    expect(await measureQuantities()).toEqual(costQuantities);
  });

  it("has every metric that an alarm watches, and no fewer metrics than the code has names for", () => {
    const alarms = hub.ofType("AWS::CloudWatch::Alarm");
    const watched = alarms.map(([, { Properties }]) => {
      const parts = Properties["Metrics"] as
        readonly { readonly MetricStat?: object }[] | undefined;
      return parts?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
    });
    expect(alarms).toHaveLength(16);
    expect(watched.reduce((sum, one) => sum + one, 0)).toBe(costAssumptions.alarmMetrics);
    const names = [...Object.keys(metricNames), ...Object.keys(measureNames), ...policyTypes];
    expect(costAssumptions.metrics).toBeGreaterThanOrEqual(names.length);
  });
});
