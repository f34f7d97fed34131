import { createHandler as createAlertHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { createHandler as createDeliverHandler } from "../../functions/deliver-alerts/create-handler.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import type { AlertKind } from "../../shared/history/known-denial.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";
import { isTaken, ok, type SlackAnswer } from "../support/slack-server.ts";
import { bringEvent, bringThroughQueue } from "./bring-events.ts";
import { checkSchedule } from "./check-schedule.ts";
import type { FaultGround } from "./fault-ground.ts";
import type { World } from "./build-world.ts";
import { createLambdaFunction } from "./lambda-function.ts";
import { createMortalProcess, type MortalProcess } from "./mortal-process.ts";
import type { FaultPlan } from "./plan-faults.ts";
import { settleIn } from "./settle-in.ts";
import { startProcess, type Surroundings } from "./start-process.ts";
import { createTellings } from "./tellings.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What a schedule came to: what was promised and not kept, and what happened on the way. */
export interface ScheduleReport {
  readonly violations: readonly string[];
  readonly processes: readonly { readonly isDead: boolean; readonly moments: number }[];
  /** What Slack took: alerts about one denial, and everything else. */
  readonly messages: { readonly alone: number; readonly summaries: number };
  /** Denials told by a message that Slack took, whose mark a fault kept from the table. */
  readonly unmarked: number;
  /** As what denials were told. */
  readonly kinds: ReadonlySet<AlertKind>;
}

const minute = 60_000;

/** Delivers a world's events under a plan's faults, heals everything, lets it run to rest, and checks what was promised. */
export async function runSchedule(
  name: string,
  world: World,
  plan: FaultPlan,
  ground: FaultGround,
): Promise<ScheduleReport> {
  const clock = createVirtualClock(world.start);
  const at = (): number => clock.now().getTime() - world.start;
  const tellings = createTellings();
  const telemetry = createMemoryTelemetry();
  const answers = new Map<number, SlackAnswer>();
  let taken = 0;
  const tableName = await ground.enter(name, {
    dynamoDb: (call, n) => plan.dynamoDb(call, n, at()),
    slack: (post) => {
      const answer = answers.get(post) ?? ok;
      if (isTaken(answer)) taken += 1;
      return answer;
    },
  });
  const settled = await settleIn(world, ground.direct, tableName, clock);

  let posts = 0;
  const processes: MortalProcess[] = [];
  const surroundings: Surroundings = {
    ground,
    name,
    tableName,
    clock,
    tellings,
    telemetry,
    nextPost: () => {
      const answer = plan.slack(at());
      answers.set((posts += 1), answer);
      return { post: posts, answer };
    },
  };
  const start = <Handler>(
    kind: string,
    createHandler: (services: ReturnType<typeof startProcess>) => Handler,
  ): { readonly process: MortalProcess; readonly handler: Handler } => {
    const processName = `${kind}-${processes.length}`;
    const dies = at() < plan.healsAt ? plan.death(processName) : null;
    const process = createMortalProcess(processName, dies);
    processes.push(process);
    return { process, handler: createHandler(startProcess(process, surroundings)) };
  };
  const overran: string[] = [];
  const ended = (process: MortalProcess, how: "answered" | "failed" | "timed-out"): void => {
    if (how === "timed-out") overran.push(process.name);
    const ending = how === "answered" ? "unmarked" : "failed";
    tellings.ended(process.name, process.isDead() ? "killed" : ending);
  };
  const alert = createLambdaFunction(
    clock,
    30_000,
    () => start("alert", createAlertHandler),
    ended,
  );
  const deliver = createLambdaFunction(
    clock,
    55_000,
    () => start("deliver", createDeliverHandler),
    ended,
  );

  const deadLetters: unknown[] = [];
  const everyMinute = async (): Promise<void> => {
    const runs: Promise<unknown>[] = [];
    await clock.sleep(plan.firstDelivery ?? minute);
    for (;;) {
      for (let n = plan.deliversAtOnce ?? 1; n > 0; n -= 1) runs.push(deliver.invoke({}));
      if (at() >= plan.healsAt) break;
      await clock.sleep((plan.deliverEveryMinutes ?? 1) * minute);
    }
    await Promise.all(runs);
  };
  await Promise.all([
    everyMinute(),
    settled.breakConfig(),
    ...world.arrivals.map(async ({ at: arrivesAt, events }) => {
      await clock.sleep(arrivesAt);
      if (world.throughQueue) await bringThroughQueue(events, alert, clock, deadLetters);
      else await Promise.all(events.map((event) => bringEvent(event, alert, clock, deadLetters)));
    }),
  ]);
  await clock.sleep(plan.healsAt - at());
  for (const event of deadLetters.splice(0)) await bringEvent(event, alert, clock, deadLetters);

  const direct = createHistoryClient(ground.direct, tableName, defaultCountSettings);
  for (let round = 0; round < 40; round += 1) {
    // Longer than any hold: a refused webhook's quarter of an hour is the longest.
    await clock.sleep(16 * minute);
    await deliver.invoke({});
    const left = await clock.busy(() => direct.listByStatus("pending", { limit: 1000 }));
    if (left.length === 0) break;
  }
  const violations = await checkSchedule({
    world,
    direct,
    tellings,
    telemetry,
    deadLetters,
    overran,
  });
  await ground.leave(name);
  return {
    violations,
    processes: processes.map((p) => ({ isDead: p.isDead(), moments: p.moments() })),
    messages: { alone: tellings.alone(), summaries: taken - tellings.alone() },
    unmarked: tellings.all.filter(({ isTaken, ending }) => isTaken && ending !== "marked").length,
    kinds: new Set(tellings.all.map(({ kind }) => kind)),
  };
}
