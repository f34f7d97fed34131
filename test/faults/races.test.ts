import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noFault } from "../support/faulty-dynamodb-proxy.ts";
import { error, ok } from "../support/slack-server.ts";
import { buildUserEvent, buildWorld, spellNumber } from "./build-world.ts";
import { createFaultGround, type FaultGround } from "./fault-ground.ts";
import { runSchedule } from "./run-schedule.ts";
import { startFaultEngine } from "./start-fault-engine.ts";

const reason = "with an explicit deny in a service control policy";
const quiet = { dynamoDb: () => noFault, death: () => null, described: "races" };
const arriveAt = (at: number, users: number) =>
  buildWorld(
    Array.from({ length: users }, (_, n) => ({
      at,
      events: [buildUserEvent(`user-${spellNumber(n)}`, "s3:ListBucket", "orchard-a", reason)],
    })),
    false,
  );

describe("a race", { timeout: 60_000 }, () => {
  let ground: FaultGround;
  beforeAll(async () => {
    ground = await createFaultGround(await startFaultEngine());
  });
  afterAll(() => ground.close());

  it("of deliver-alerts with a slow post tells once", async () => {
    const plan = {
      ...quiet,
      healsAt: 60_000,
      firstDelivery: 5_000,
      slack: () => ({ kind: "slow-body", milliseconds: 18 }) as const,
    };
    const report = await runSchedule("slow", arriveAt(0, 1), plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages).toEqual({ alone: 1, summaries: 0 });
  });

  it("of four runs of deliver-alerts over a backlog tells each once", async () => {
    const plan = {
      ...quiet,
      healsAt: 120_000,
      firstDelivery: 100_000,
      deliversAtOnce: 4,
      slack: (at: number) => (at < 90_000 ? error(500, "rollup_error") : ok),
    };
    const report = await runSchedule("backlog", arriveAt(0, 12), plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages.alone).toBe(0);
  });

  it("of a turn reserved before with a Retry-After waits as long as Slack says", async () => {
    let posts = 0;
    const plan = {
      ...quiet,
      healsAt: 120_000,
      firstDelivery: 5_000,
      slack: () => ((posts += 1) === 1 ? ({ kind: "rate-limited", retryAfter: 50 } as const) : ok),
    };
    const report = await runSchedule("held", arriveAt(0, 3), plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages).toEqual({ alone: 3, summaries: 0 });
  });

  it("of two messages whose blocks Slack refuses posts their texts in turns of their own", async () => {
    const plan = {
      ...quiet,
      healsAt: 120_000,
      slack: (at: number) => (at < 2_000 ? error(400, "invalid_blocks") : ok),
    };
    const report = await runSchedule("text", arriveAt(0, 2), plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages).toEqual({ alone: 2, summaries: 0 });
  });

  it("of a redelivery with the first delivery's turn tells once", async () => {
    const events = [buildUserEvent("kim", "s3:ListBucket", "orchard-a", reason)];
    const others = arriveAt(0, 5).arrivals;
    const world = buildWorld([...others, ...[0, 1, 2, 3, 4].map((at) => ({ at, events }))], false);
    const plan = { ...quiet, healsAt: 60_000, firstDelivery: 2_000, slack: () => ok };
    const report = await runSchedule("redelivered", world, plan, ground);
    expect(report.violations).toEqual([]);
    expect(report.messages).toEqual({ alone: 6, summaries: 0 });
  });
});
