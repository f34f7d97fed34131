import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noFault } from "../support/faulty-dynamodb-proxy.ts";
import { error, ok } from "../support/slack-server.ts";
import { buildUserEvent, buildWorld, type World, worldStart } from "./build-world.ts";
import { createFaultGround, type FaultGround } from "./fault-ground.ts";
import type { FaultPlan } from "./plan-faults.ts";
import { runSchedule } from "./run-schedule.ts";
import { mutedUser, twoChannels } from "./world-settings.ts";
import { startFaultEngine } from "./start-fault-engine.ts";

const reason = "with an explicit deny in a service control policy";
const events = (users: readonly string[]) =>
  users.map((user, n) =>
    buildUserEvent(user, "s3:ListBucket", `orchard-${"abcdefgh"[n] ?? "z"}`, reason),
  );
const one = events(["kim"]);
const kim = Array.from({ length: 7 }, () => "kim");
const everybody = ["kim", "lee", "noor", "ada", "ben", "cho"];

/**
 * `isSlackDown`: it answers 500 for the first minute, so that it is the victim that tells. `from`: the first moment at
 * which the victim dies; before it, it does what another scenario looks at.
 */
const scenarios: readonly {
  readonly name: string;
  readonly world: World;
  readonly victim: string;
  readonly isSlackDown: boolean;
  readonly from?: number;
  /** Of a victim that does the same for each of many denials, some. */
  readonly every?: number;
}[] = [
  {
    name: "of telling a new denial",
    world: buildWorld([{ at: 0, events: one }], false),
    victim: "alert-0",
    isSlackDown: false,
  },
  {
    name: "of telling a new denial in two channels",
    world: buildWorld([{ at: 0, events: one }], false, twoChannels),
    victim: "alert-0",
    isSlackDown: false,
  },
  {
    name: "of a batch with new, repeated and muted ones",
    world: buildWorld(
      [{ at: 0, events: [...events(["kim", "lee", mutedUser]), ...events(["kim"])] }],
      true,
    ),
    victim: "alert-0",
    isSlackDown: false,
  },
  {
    name: "of the beginning of a burst",
    world: buildWorld(
      events(kim).map((event, n) => ({ at: n * 10_000, events: [event] })),
      false,
    ),
    victim: "alert-0",
    isSlackDown: false,
    from: 53,
  },
  {
    name: "of telling a pending alert",
    world: buildWorld([{ at: 0, events: one }], false),
    victim: "deliver-1",
    isSlackDown: true,
  },
  {
    name: "of telling a backlog",
    world: buildWorld([{ at: 0, events: events(everybody) }], true),
    victim: "deliver-1",
    isSlackDown: true,
    every: 5,
  },
];

const attempts = 3;

/**
 * A step's end and the next one's beginning are the same kill, but where steps run side by side: every second moment is
 * tried, and all of them where `FAULT_EVERY_MOMENT` is set.
 */
const everyMoment = process.env["FAULT_EVERY_MOMENT"] !== undefined;

const eightDays = 8 * 86_400_000;
const back = buildWorld(
  [0, eightDays].map((at) => ({
    at,
    events: [
      buildUserEvent("kim", "s3:ListBucket", "orchard-a", reason, {
        eventTime: new Date(worldStart + at).toISOString(),
      }),
    ],
  })),
  false,
);

describe("a process killed at any step", { timeout: 240_000 }, () => {
  let ground: FaultGround;
  beforeAll(async () => {
    ground = await createFaultGround(await startFaultEngine());
  });
  afterAll(() => ground.close());

  it.each(scenarios)(
    "$name loses nothing",
    async ({ name, world, victim, isSlackDown, from = 1, every = 2 }) => {
      const outcomes: { readonly diesAt: number; readonly unmarked: number }[] = [];
      const broken: string[] = [];
      for (let diesAt = from; ; diesAt += everyMoment ? 1 : every) {
        const plan: FaultPlan = {
          healsAt: 3 * 60_000,
          dynamoDb: () => noFault,
          slack: (at) => (isSlackDown && at < 59_000 ? error(500, "rollup_error") : ok),
          death: (processName) => (processName === victim ? diesAt : null),
          described: name,
        };
        const table = `killed-${scenarios.findIndex((s) => s.name === name)}-${diesAt}`;
        const report = await runSchedule(table, world, plan, ground);
        broken.push(...report.violations.map((violation) => `killed at ${diesAt}: ${violation}`));
        outcomes.push({ diesAt, unmarked: report.unmarked });
        if (!report.processes.some(({ isDead }) => isDead)) break;
      }
      expect(broken).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(5);
      // Killed between the post and the mark it is told again; killed anywhere else, or not at all, it is not.
      const unmarked = outcomes.filter((outcome) => outcome.unmarked > 0);
      expect(unmarked.length).toBeGreaterThan(0);
      expect(outcomes.at(-1)?.unmarked).toBe(0);
      expect(outcomes[0]?.unmarked).toBe(0);
    },
  );

  it("of telling a denial that is back after eight days tells it", async () => {
    for (let diesAt = 13; ; diesAt += everyMoment ? 1 : 2) {
      const plan: FaultPlan = {
        healsAt: eightDays + 60_000,
        firstDelivery: eightDays + 30_000,
        dynamoDb: () => noFault,
        slack: () => ok,
        death: (processName) => (processName === "alert-0" ? diesAt : null),
        described: "back",
      };
      const report = await runSchedule(`back-${diesAt}`, back, plan, ground);
      expect([diesAt, ...report.violations]).toEqual([diesAt]);
      const again = report.messages.alone - 1;
      expect([diesAt, again >= 1 && again <= 1 + report.unmarked]).toEqual([diesAt, true]);
      if (!report.processes.some(({ isDead }) => isDead)) break;
    }
  });

  it.each(["drop-before", "drop-after", "hang-before", "hang-after"] as const)(
    "of telling in two channels, with a table that fails at it instead (%s), tells each once",
    async (kind) => {
      const world = buildWorld([{ at: 0, events: one }], false, twoChannels);
      const failAt = async (failing: number): Promise<boolean> => {
        let hasFailed = false;
        // As often as it is tried; one that hangs is waited for.
        const times = kind.startsWith("hang") ? 1 : attempts;
        const plan: FaultPlan = {
          healsAt: 60_000,
          dynamoDb: ({ caller }, n) => {
            if (!caller.endsWith("/alert-0") || n < failing) return noFault;
            hasFailed = true;
            return n < failing + times ? { kind } : noFault;
          },
          slack: () => ok,
          death: () => null,
          described: kind,
        };
        const report = await runSchedule(`fails-${kind}-${failing}`, world, plan, ground);
        expect([failing, ...report.violations]).toEqual([failing]);
        // A mark that fails is made again.
        expect([failing, report.messages.alone]).toEqual([failing, 2]);
        return hasFailed;
      };
      const failed = await Promise.all(Array.from({ length: 14 }, (_, n) => failAt(n + 1)));
      expect(failed[0]).toBe(true);
      expect(failed.at(-1)).toBe(false);
    },
  );
});
