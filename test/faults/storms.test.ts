import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { error, ok } from "../support/slack-server.ts";
import { noFault } from "../support/faulty-dynamodb-proxy.ts";
import { buildUserEvent, buildWorld, spellNumber } from "./build-world.ts";
import { createFaultGround, type FaultGround } from "./fault-ground.ts";
import type { FaultPlan } from "./plan-faults.ts";
import { runSchedule } from "./run-schedule.ts";
import { startEngineThread } from "./start-engine-thread.ts";

const reason = "with an explicit deny in a service control policy";
const noFaults: FaultPlan = {
  healsAt: 0,
  dynamoDb: () => noFault,
  slack: () => ok,
  death: () => null,
  described: "no faults",
};

describe("a storm", () => {
  let ground: FaultGround;
  beforeAll(async () => {
    ground = await createFaultGround(await startEngineThread());
  });
  afterAll(() => ground.close());

  it("of 100 concurrent deliveries of one new event is one message", async () => {
    const event = buildUserEvent("kim", "s3:ListBucket", "orchard-a", reason);
    const world = buildWorld(
      Array.from({ length: 100 }, () => ({ at: 0, events: [event] })),
      false,
    );
    const report = await runSchedule("copies", world, noFaults, ground);
    expect(report.violations).toEqual([]);
    expect(report.processes.length).toBeGreaterThanOrEqual(100);
    expect(report.messages).toEqual({ alone: 1, summaries: 0 });
  }, 60_000);

  it("of 100 concurrent deliveries whose answers get lost is one message", async () => {
    const event = buildUserEvent("kim", "s3:ListBucket", "orchard-a", reason);
    const world = buildWorld(
      Array.from({ length: 100 }, () => ({ at: 0, events: [event] })),
      false,
    );
    const shaky: FaultPlan = {
      ...noFaults,
      healsAt: 60_000,
      dynamoDb: (_call, n, at) => (at < 60_000 && n % 2 === 0 ? { kind: "drop-after" } : noFault),
    };
    const report = await runSchedule("shaky-copies", world, shaky, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages).toEqual({ alone: 1, summaries: 0 });
  }, 60_000);

  it("of 1,000 denials of one principal in a minute is 5 messages and summaries that name all", async () => {
    const world = buildWorld(
      Array.from({ length: 1000 }, (_, n) => ({
        at: n * 60,
        events: [buildUserEvent("kim", "s3:ListBucket", `orchard-${spellNumber(n)}`, reason)],
      })),
      false,
    );
    expect(world.denials).toHaveLength(1000);
    const report = await runSchedule("thousand", world, noFaults, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages.alone).toBeLessThanOrEqual(5);
    // The burst's first message, what it named, and its end.
    expect(report.messages.summaries).toBeLessThanOrEqual(20);
  }, 600_000);

  it("that meets a day without Slack is told in a few summaries once it is back", async () => {
    const day = 24 * 60;
    const world = buildWorld(
      Array.from({ length: 30 }, (_, n) => ({
        at: n * 40_000,
        events: [buildUserEvent(`user-${spellNumber(n)}`, "s3:ListBucket", "orchard-a", reason)],
      })),
      false,
    );
    const plan: FaultPlan = {
      ...noFaults,
      healsAt: day * 60_000,
      deliverEveryMinutes: 60,
      slack: (at) => (at < day * 60_000 ? error(503, "down") : ok),
    };
    const report = await runSchedule("day", world, plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages.alone).toBe(0);
    expect(report.messages.summaries).toBeLessThanOrEqual(3);
  }, 300_000);
});
