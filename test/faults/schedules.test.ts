import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alertKinds } from "../../shared/history/known-denial.ts";
import { createFaultGround, type FaultGround } from "./fault-ground.ts";
import { generateWorld } from "./generate-world.ts";
import { planFaults } from "./plan-faults.ts";
import { startFaultEngine } from "./start-fault-engine.ts";
import { runSchedule, type ScheduleReport } from "./run-schedule.ts";

/** `FAULT_RUNS` schedules from the one of `FAULT_SEED` on; without it, from a random one, which a failure names. */
const runs = Number(process.env["FAULT_RUNS"] ?? 500);
const firstSeed = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

describe("any schedule of faults", () => {
  let ground: FaultGround;
  beforeAll(async () => {
    ground = await createFaultGround(await startFaultEngine());
  });
  afterAll(() => ground.close());

  it(`keeps every promise, ${runs} times`, { timeout: 120_000 + runs * 1000 }, async () => {
    const seeds = Array.from({ length: runs }, (_, n) => firstSeed + n);
    const reports: ScheduleReport[] = [];
    const broken: string[] = [];
    const worker = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const plan = planFaults(seed);
        const report = await runSchedule(`faults-${seed}`, generateWorld(seed), plan, ground);
        reports.push(report);
        if (report.violations.length > 0) {
          broken.push(`FAULT_SEED=${seed} FAULT_RUNS=1 ${plan.described}`, ...report.violations);
        }
      }
    };
    await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
    expect(broken).toEqual([]);
    expect(reports).toHaveLength(runs);
    if (runs < 100) return;
    // A harness without faults would find none.
    expect(reports.some(({ processes }) => processes.some(({ isDead }) => isDead))).toBe(true);
    expect(reports.some(({ unmarked }) => unmarked > 0)).toBe(true);
    // Nor would one whose denials are all new.
    const kinds = new Set(reports.flatMap((report) => [...report.kinds]));
    expect(kinds).toEqual(new Set(alertKinds));
  });
});
