import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { noFault, startFaultyDynamoDbProxy } from "../support/faulty-dynamodb-proxy.ts";
import { bundleChild } from "../support/bundle-child.ts";
import type { FaultyChildInput } from "../support/faulty-child.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";
import { ok, startSlackServer } from "../support/slack-server.ts";
import { buildUserEvent, buildWorld, worldStart } from "./build-world.ts";
import { createFaultGround, type FaultGround } from "./fault-ground.ts";
import { createMortalProcess } from "./mortal-process.ts";
import { startFaultEngine } from "./start-fault-engine.ts";
import { startProcess } from "./start-process.ts";
import { createTellings } from "./tellings.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const script = fileURLToPath(new URL("../support/faulty-child.ts", import.meta.url));
const event = buildUserEvent("kim", "s3:ListBucket", "orchard-a", "with an explicit deny");
const fingerprint = buildWorld([{ at: 0, events: [event] }], false).denials[0]?.fingerprint ?? "";

/** What a process does to tell a new denial, in order; both settings are read at the same time. */
const steps = [
  "read config",
  "read mutes",
  "count",
  "look for its past",
  "read turn",
  "take turn",
  "post",
  "mark",
] as const;
const kills = steps.flatMap((step) => [
  { step, when: "before" } as const,
  { step, when: "after" } as const,
]);

/** What a kill leaves behind: nothing else can matter to whoever comes next. */
interface Remains {
  readonly count: number | null;
  readonly status: string | null;
  readonly toldCount: number | null;
  readonly lease: number | null;
  readonly turnTaken: boolean;
  readonly messages: number;
}

describe("a process killed with SIGKILL", () => {
  let ground: FaultGround;
  let folder: string;
  let child: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "denywatch-sigkill-"));
    child = await bundleChild(script, folder);
    ground = await createFaultGround(await startFaultEngine());
  });
  afterAll(async () => {
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(kills)("$when it could $step leaves what the simulated kill leaves", async (kill) => {
    const moment = 2 * steps.indexOf(kill.step) + (kill.when === "before" ? 1 : 2);
    const simulated = await killSimulated(`simulated-${moment}`, moment);
    const real = await killReal(`real-${moment}`, kill);
    expect(real).toEqual(simulated);
  });

  async function killSimulated(name: string, diesAt: number): Promise<Remains> {
    let messages = 0;
    const tableName = await ground.enter(name, {
      dynamoDb: () => noFault,
      slack: () => {
        messages += 1;
        return ok;
      },
    });
    const process = createMortalProcess("alert-0", diesAt);
    const services = startProcess(process, {
      ground,
      name,
      tableName,
      clock: createVirtualClock(worldStart),
      tellings: createTellings(),
      telemetry: createMemoryTelemetry(),
      nextPost: () => ({ post: 1, answer: ok }),
    });
    // Its own timeout comes long after its death.
    const context = { getRemainingTimeInMillis: () => 30_000 } as never;
    createHandler(services)(event, context).catch(() => undefined);
    await process.death;
    return await remains(tableName, messages);
  }

  async function killReal(name: string, kill: (typeof kills)[number]): Promise<Remains> {
    let running: ChildProcess | null = null;
    let messages = 0;
    let calls = 0;
    const isTime = (step: string | undefined): boolean =>
      step === kill.step && running?.kill("SIGKILL") === true;
    const tableName = await ground.enter(name, { dynamoDb: () => noFault, slack: () => ok });
    const calledSteps = steps.filter((step) => step !== "post");
    const proxy = await startFaultyDynamoDbProxy(ground.directEndpoint, () => {
      calls += 1;
      if (!isTime(calledSteps[calls - 1])) return noFault;
      return { kind: kill.when === "before" ? "drop-before" : "drop-after" };
    });
    const slack = await startSlackServer({
      respond: () => {
        const isBefore = isTime("post") && kill.when === "before";
        if (!isBefore) messages += 1;
        return isBefore ? { kind: "reset" } : ok;
      },
    });
    const input: FaultyChildInput = {
      endpoint: proxy.endpoint,
      tableName,
      webhookUrl: slack.webhookUrl,
      nowMilliseconds: worldStart,
      event,
    };
    running = spawn(process.execPath, [child, JSON.stringify(input)], {
      stdio: "ignore",
      env: { NODE_COMPILE_CACHE: join(folder, "compiled") },
    });
    const [, signal] = (await once(running, "exit")) as [number | null, string | null];
    expect(signal).toBe("SIGKILL");
    const left = await remainsWhenStill(tableName, () => messages);
    await slack.close();
    await proxy.close();
    return left;
  }

  /** A call that the dead process had sent may still be on its way. */
  async function remainsWhenStill(tableName: string, messages: () => number): Promise<Remains> {
    let before = await remains(tableName, messages());
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const now = await remains(tableName, messages());
      if (JSON.stringify(now) === JSON.stringify(before)) return now;
      before = now;
    }
  }

  async function remains(tableName: string, messages: number): Promise<Remains> {
    const history = createHistoryClient(ground.direct, tableName, defaultCountSettings);
    const entry = await history.find(fingerprint);
    const { Item: channel } = await ground.direct.send(
      new GetItemCommand({
        TableName: tableName,
        Key: { pk: { S: "W#default" }, sk: { S: "W" } },
        ConsistentRead: true,
      }),
    );
    return {
      count: entry?.count ?? null,
      status: entry?.status ?? null,
      toldCount: entry?.toldCount ?? null,
      lease: entry?.leaseUntilMilliseconds ?? null,
      turnTaken: channel !== undefined,
      messages,
    };
  }
});
