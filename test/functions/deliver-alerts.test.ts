import { BatchWriteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandler as createAlertHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../../functions/deliver-alerts/create-handler.ts";
import { checkConfig } from "../../shared/config/check-config.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import type { OutgoingEvent } from "../../shared/events/event-schema.ts";
import { denialKey, principalDigest } from "../../shared/history/denial-item.ts";
import { groupOccurrences, type RecordedDenial } from "../../shared/history/occurrence.ts";
import { buildDenial } from "../support/denials.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../support/memory-telemetry.ts";
import {
  error,
  ok,
  type SlackAnswer,
  type SlackRequest,
  type SlackServer,
  startSlackServer,
} from "../support/slack-server.ts";

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const day = 86_400_000;

describe("deliver-alerts", () => {
  let engine: Engine;
  let slack: SlackServer;
  let telemetry: MemoryTelemetry;
  let answers: SlackAnswer[];
  /** A webhook that is gone. */
  let down: string | null;
  let events: OutgoingEvent[];
  let time: number;

  beforeEach(async () => {
    // A Wednesday.
    time = Date.parse("2026-03-04T06:00:00Z");
    answers = [];
    events = [];
    seen = 0;
    telemetry = createMemoryTelemetry();
    engine = await startDynalite();
    down = null;
    slack = await startSlackServer({
      respond: ({ path }) =>
        down !== null && path.endsWith(`-${down}`)
          ? error(404, "no_service")
          : (answers.shift() ?? ok),
    });
  });
  afterEach(async () => {
    await slack.close();
    await engine.stop();
  });

  /** A process of its own: it has read nothing yet. */
  function startProcess() {
    const services = composeProcess();
    return { alert: createAlertHandler(services), deliver: createDeliverHandler(services) };
  }

  function composeProcess() {
    return {
      ...composeServices({
        dynamoDb: engine.dynamoDb,
        tableName: engine.tableName,
        webhookUrl: (webhook) => Promise.resolve(`${slack.webhookUrl}-${webhook}`),
        ownRoleArns: [],
        telemetry,
        eventBus: () =>
          Promise.resolve({
            put: (sent: readonly OutgoingEvent[]) => {
              events.push(...sent);
              return Promise.resolve([]);
            },
          }),
        now: () => new Date(time),
      }),
      sleep: (milliseconds: number) => {
        time += Math.max(0, milliseconds);
        return Promise.resolve();
      },
    };
  }

  function denialOf(resource: string): ReturnType<typeof buildEvent> {
    const message = `User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:210987654321:${resource} because no identity-based policy allows the sqs:SendMessage action`;
    const eventTime = new Date(time).toISOString();
    return buildEvent(
      buildRecord({ eventTime, errorMessage: message, eventSource: "sqs.amazonaws.com" }),
    );
  }

  async function deny(resource: string): Promise<void> {
    await startProcess().alert(denialOf(resource), context);
  }

  async function push(config: object): Promise<void> {
    const checked = checkConfig(JSON.stringify(config), new Date(time));
    if (checked.kind !== "valid") throw new Error(JSON.stringify(checked));
    const store = createConfigStore(engine.dynamoDb, engine.tableName, () => new Date(time));
    await store.put(checked.json, "kim", await store.current());
  }

  let seen: number;
  const newRequests = (): readonly SlackRequest[] => {
    const found = slack.requests.slice(seen);
    seen = slack.requests.length;
    return found;
  };
  const textOf = ({ message }: SlackRequest): string => (message as { text: string }).text;
  const posted = (): readonly string[] => newRequests().map(textOf);

  it("tells a digest when its hour comes, once, and none of the time before the first", async () => {
    await push({ digest: { schedule: "daily", hourUtc: 8 } });
    await startProcess().deliver({}, context);
    expect(posted()).toEqual([]);
    await deny("crates");
    expect(posted()).toHaveLength(1);

    time = Date.parse("2026-03-04T08:01:00Z");
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: ["default"] });
    // The day that it is about was the one before the denial.
    expect(posted()).toEqual([expect.stringContaining("Daily digest: no denials")]);
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: [] });

    time += day;
    await startProcess().deliver({}, context);
    expect(posted()).toEqual([expect.stringContaining("Daily digest: 1 new")]);
  });

  it("changed mutes and routes are in force in a running process after a minute at the latest", async () => {
    const running = startProcess();
    const denyHere = async (resource: string): Promise<readonly string[]> => {
      await running.alert(denialOf(resource), context);
      return newRequests().map(({ path }) => path.split("-").at(-1) ?? "");
    };
    await push({ digest: { schedule: "off" } });
    expect(await denyHere("crates")).toEqual(["default"]);
    await push({
      digest: { schedule: "off" },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["queues"], when: { services: ["sqs"] } }],
    });
    time += 58_000;
    expect(await denyHere("boxes")).toEqual(["default"]);
    time += 2_000;
    expect(await denyHere("sacks")).toEqual(["queues"]);
    const createdAt = new Date(time).toISOString();
    await createMuteClient(engine.dynamoDb, engine.tableName, () => new Date(time)).put({
      id: "m1",
      service: "sqs",
      reason: "moved",
      author: "kim",
      createdAt,
    });
    time += 58_000;
    expect(await denyHere("jars")).toEqual(["queues"]);
    time += 2_000;
    expect(await denyHere("tins")).toEqual([]);
    expect(await composeProcess().history.listByStatus("muted", { limit: 9 })).toHaveLength(1);
  });

  it("tells each webhook the digest of what its routes send there", async () => {
    await push({
      digest: { schedule: "daily", hourUtc: 8 },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["queues"], when: { services: ["sqs"] } }],
    });
    await startProcess().deliver({}, context);
    await deny("crates");
    newRequests();
    time += day + 3 * 3_600_000;
    const { digests } = await startProcess().deliver({}, context);
    expect(digests.toSorted()).toEqual(["default", "queues"]);
    const byPath = new Map(
      newRequests().map((request) => [request.path.split("-").at(-1), textOf(request)] as const),
    );
    expect(byPath.get("queues")).toContain("1 new");
    expect(byPath.get("default")).toContain("no denials");
  });

  it("tells each webhook its digest by the schedule that it has of its own, else by that of all", async () => {
    await push({
      digest: { schedule: "daily", hourUtc: 8 },
      webhooks: {
        queues: { parameterName: "/orchard/queues", digest: { schedule: "weekly" } },
        early: { parameterName: "/orchard/early", digest: { hourUtc: 7 } },
        none: { parameterName: "/orchard/none", digest: { schedule: "off" } },
      },
      routes: [{ webhooks: ["queues", "early", "none"], when: { services: ["sqs"] } }],
    });
    await startProcess().deliver({}, context);
    await deny("crates");
    time = Date.parse("2026-03-04T08:00:00Z");
    const first = await startProcess().deliver({}, context);
    expect(first.digests.toSorted()).toEqual(["default", "early"]);
    time = Date.parse("2026-03-05T07:30:00Z");
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: ["early"] });
    time = Date.parse("2026-03-05T08:30:00Z");
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: ["default"] });
    // A Monday.
    time += 4 * day;
    const { digests } = await startProcess().deliver({}, context);
    expect(digests.toSorted()).toEqual(["default", "early", "queues"]);
  });

  it("covers in its next digest the days of those that Slack did not take, and says so", async () => {
    await push({ digest: { schedule: "daily", hourUtc: 8 } });
    await startProcess().deliver({}, context);
    await deny("crates");
    time = Date.parse("2026-03-05T08:01:00Z");
    answers = [{ kind: "error", status: 404, body: "no_service" }];
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: [] });
    time += 2 * day;
    newRequests();
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: ["default"] });
    // The one of Tuesday had no run either.
    expect(posted()).toEqual([expect.stringContaining("Digest of 4 days: 1 new denial")]);
    time += day;
    await startProcess().deliver({}, context);
    expect(posted()).toEqual([expect.stringContaining("Daily digest: no denials")]);
  });

  it("reports a mute of the config that hid nothing for 30 days, and since when that is known", async () => {
    const mutes = [{ id: "idle", service: "sqs", reason: "moved in spring" }];
    await push({ digest: { schedule: "daily", hourUtc: 8 }, mutes });
    await startProcess().deliver({}, context);
    await deny("crates");
    const [first] = await composeProcess().history.listByStatus("muted", { limit: 1 });
    expect(first?.hiddenBy).toBe("idle");
    for (const [date, line] of [
      ["2026-04-02", null],
      ["2026-04-03", "nothing since 2026-03-04"],
      // The days that it looked at do not go back as far any more.
      ["2026-05-30", "nothing since 2026-04-02"],
    ] as const) {
      time = Date.parse(`${date}T08:01:00Z`);
      newRequests();
      await startProcess().deliver({}, context);
      const message = JSON.stringify(newRequests().map((request) => request.message));
      expect(message.includes("hide nothing any more")).toBe(line !== null);
      expect(message).toContain(line ?? "Digest of 28 days");
    }
  });

  it.each([
    ["is gone from the config", {}, "default"],
    [
      "has another name now",
      {
        webhooks: { messages: { parameterName: "/orchard/queues" } },
        routes: [{ webhooks: ["messages"], when: { services: ["sqs"] } }],
      },
      "default",
    ],
    [
      "is in no route any more",
      {
        webhooks: {
          queues: { parameterName: "/orchard/queues" },
          messages: { parameterName: "/orchard/messages" },
        },
        routes: [{ webhooks: ["messages"], when: { services: ["sqs"] } }],
      },
      "queues",
    ],
  ])("tells what is pending for a webhook that %s", async (_name, then, webhook) => {
    await push({
      digest: { schedule: "off" },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["queues"], when: { services: ["sqs"] } }],
    });
    answers = [{ kind: "error", status: 404, body: "no_service" }];
    await deny("crates");
    expect(newRequests().map(({ path }) => path.split("-").at(-1))).toEqual(["queues"]);
    await push({ digest: { schedule: "off" }, ...then });
    time += 16 * 60_000;
    expect(await startProcess().deliver({}, context)).toMatchObject({ told: 1, left: 0 });
    const told = newRequests();
    expect(told.map(({ path }) => path.split("-").at(-1))).toEqual([webhook]);
    expect(told.map(textOf)).toEqual([expect.stringContaining("crates")]);
  });

  it("tells what piled up for two webhooks once in each, in one run, also at the moment when it is due", async () => {
    await push({
      digest: { schedule: "off" },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["default", "queues"], when: { services: ["sqs"] } }],
      alerts: { burst: { newFingerprints: 100 } },
    });
    const names = ["crates", "boxes", "sacks", "jars", "tins", "bags", "pots"];
    answers = names.flatMap(() => [{ kind: "error", status: 500, body: "" } as const]).slice(0, 2);
    for (const name of names) await deny(name);
    newRequests();
    time += 20 * 60_000;
    // A lease that ends now: what is told in the first channel is due in the second at the same time.
    const { history } = composeProcess();
    for (const entry of await history.listByStatus("pending", { limit: 10 })) {
      await history.claimAlert(entry, "new", time);
    }
    expect(await startProcess().deliver({}, context)).toMatchObject({ told: 7, left: 0 });
    const requests = newRequests();
    for (const webhook of ["default", "queues"]) {
      const [message, ...more] = requests.filter(({ path }) => path.endsWith(`-${webhook}`));
      expect(more).toEqual([]);
      for (const name of names) expect(JSON.stringify(message?.message)).toContain(name);
    }
    expect(await history.listByStatus("pending", { limit: 10 })).toEqual([]);
    await startProcess().deliver({}, context);
    expect(newRequests()).toEqual([]);
  });

  it.each([1, 7])(
    "tells %i denials in one of their webhooks within a minute although the other is gone",
    async (number) => {
      await push({
        digest: { schedule: "off" },
        webhooks: { queues: { parameterName: "/orchard/queues" } },
        routes: [{ webhooks: ["queues", "default"], when: { services: ["sqs"] } }],
        alerts: { burst: { newFingerprints: 100 } },
      });
      answers = [error(500, "rollup_error")];
      down = "queues";
      const names = ["crates", "boxes", "sacks", "jars", "tins", "bags", "pots"].slice(0, number);
      for (const name of names) await deny(name);
      // The webhook that is there failed once, and what came then waits for it.
      time += 60_000;
      for (let run = 0; run < 2; run += 1) {
        await startProcess().deliver({}, context);
        time += 60_000;
      }
      const requests = newRequests().filter(({ path }) => path.endsWith("-default"));
      const told = JSON.stringify(requests.slice(1).map(({ message }) => message));
      for (const name of names) expect(told).toContain(name);
    },
  );

  it("tells a webhook what it can, whatever piled up before it for one that is gone", async () => {
    await push({
      digest: { schedule: "off" },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["queues"], when: { services: ["sqs"] } }],
    });
    answers = [{ kind: "error", status: 404, body: "no_service" }];
    await deny("crates");
    time += day;
    // Listed before the one of the day before, and due, if anybody could post them.
    await pileUp(1200);
    time += 60_000;
    await composeProcess().channels.change("default", (state) => ({
      answer: null,
      next: { ...state, freeAt: time + 15 * 60_000 },
    }));
    newRequests();
    expect(await startProcess().deliver({}, context)).toMatchObject({ told: 1, left: 1200 });
    expect(posted()).toEqual([expect.stringContaining("crates")]);
    expect(telemetry.measures).toContainEqual(["AlertsWaiting", 1201]);
  });

  it("looks for the past of what it tells, not of what waits for a summary", async () => {
    await push({ digest: { schedule: "off" } });
    await pileUp(40);
    time += 60_000;
    const burst = { since: time, lastNew: time, interval: 60_000, named: 6 };
    const principal = principalDigest(buildDenial().principal.key);
    await composeProcess().channels.change("default", (state) => ({
      answer: null,
      next: { ...state, bursts: { [principal]: { ...burst, nextSummaryAt: time + 60_000 } } },
    }));
    const asked: string[] = [];
    engine.dynamoDb.middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          asked.push(commandName);
          return next(args);
        },
      { step: "initialize" },
    );
    const reads = () => asked.filter((name) => name === "BatchGetItemCommand").length;
    expect(await startProcess().deliver({}, context)).toMatchObject({ told: 0, left: 40 });
    expect(reads()).toBe(1);
    time += 60_000;
    expect(await startProcess().deliver({}, context)).toMatchObject({ told: 40, left: 0 });
    expect(reads()).toBeGreaterThan(40);
  });

  /** So many pending denials of the default webhook. */
  async function pileUp(most: number): Promise<void> {
    const occurredAt = new Date(time).toISOString();
    const denial = buildDenial({ fingerprint: "fp1_piled", occurredAt }) as RecordedDenial;
    const [group] = groupOccurrences([denial]);
    if (group === undefined) throw new Error("no occurrence");
    const { dynamoDb, tableName } = engine;
    await composeProcess().history.recordOccurrences(group, null, new Date(time));
    const Key = denialKey("fp1_piled");
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key }));
    for (let n = 1; n < most; n += 25) {
      const copies = Array.from({ length: Math.min(25, most - n) }, (_, place) => ({
        PutRequest: { Item: { ...Item, ...denialKey(`fp1_piled${n + place}`) } },
      }));
      await dynamoDb.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: copies } }));
    }
  }

  it("tells it later where Slack is down, and once where two run at the same time", async () => {
    await push({ digest: { schedule: "daily", hourUtc: 8 } });
    await startProcess().deliver({}, context);
    time += day;
    time = Math.floor(time / day) * day + 8 * 3_600_000;
    answers = [{ kind: "error", status: 500, body: "" }];
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: [] });
    expect(posted()).toHaveLength(1);
    time += 10 * 60_000;
    const runs = [startProcess(), startProcess(), startProcess()];
    await Promise.all(runs.map(({ deliver }) => deliver({}, context)));
    expect(posted()).toEqual([expect.stringContaining("Digest of 2 days: no denials")]);
  });

  it("tells a digest again only after the lease of a process that was killed", async () => {
    await push({ digest: { schedule: "daily", hourUtc: 8 } });
    await startProcess().deliver({}, context);
    time = Math.floor(time / day) * day + day + 8 * 3_600_000;
    answers = [{ kind: "hang" }];
    const killed = startProcess().deliver({}, context);
    await expect.poll(() => slack.requests.length, { timeout: 10_000 }).toBe(1);
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: [] });
    time += 6 * 60_000;
    expect(await startProcess().deliver({}, context)).toMatchObject({ digests: ["default"] });
    await slack.close();
    await killed;
    slack = await startSlackServer({ respond: () => ({ kind: "ok" }) });
  });

  it("marks what was told and has been quiet as resolved, reports it, and tells it again when it is back", async () => {
    await push({ digest: { schedule: "daily", hourUtc: 8 }, alerts: { quietDays: 3 } });
    await startProcess().deliver({}, context);
    await deny("crates");
    posted();
    time += 2 * day;
    expect(await startProcess().deliver({}, context)).toMatchObject({ resolved: 0 });
    time += 2 * day;
    expect(await startProcess().deliver({}, context)).toMatchObject({ resolved: 1 });
    expect(await startProcess().deliver({}, context)).toMatchObject({ resolved: 0 });
    expect(events.map(({ detailType }) => detailType)).toContain("Denial Resolved");
    posted();
    time += day / 2;
    await startProcess().deliver({}, context);
    expect(posted().join()).toContain("1 stopped");
    await deny("crates");
    expect(posted()).toEqual([expect.stringMatching(/again|back/i)]);
  });
});
