import { PutItemCommand, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AlertSurroundings, composeServices } from "../../../functions/compose-services.ts";
import {
  type AlertOutcome,
  alertOnDenial,
} from "../../../functions/alert-on-denial/alert-on-denial.ts";
import type { FunctionServices } from "../../../functions/alert-on-denial/handle-occurrences.ts";
import { deliverPending } from "../../../shared/delivery/deliver-pending.ts";
import { createMuteClient } from "../../../shared/delivery/mutes.client.ts";
import type { EventBus } from "../../../shared/events/event-outbox.ts";
import type { OutgoingEvent } from "../../../shared/events/event-schema.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { buildEvent, buildRecord, type JsonObject } from "../../support/events.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../../support/memory-telemetry.ts";
import {
  type SlackAnswer,
  type SlackServer,
  startSlackServer,
} from "../../support/slack-server.ts";

const ownRole = "arn:aws:iam::210987654321:role/denywatch-alert-on-denial";
const plenty = (): number => 30_000;

describe("alertOnDenial()", () => {
  let engine: Engine;
  let slack: SlackServer;
  let telemetry: MemoryTelemetry;
  let services: FunctionServices;
  let answers: SlackAnswer[];
  let time: number;

  beforeEach(async () => {
    answers = [];
    time = Date.parse("2026-03-04T05:06:10Z");
    engine = await startDynalite();
    slack = await startSlackServer({ respond: () => answers.shift() ?? { kind: "ok" } });
    telemetry = createMemoryTelemetry();
    services = process();
  });
  afterEach(async () => {
    await slack.close();
    await engine.stop();
  });

  /** The services of one more process, on the test's clock. */
  function process(
    webhookUrl: () => Promise<string> = () => Promise.resolve(slack.webhookUrl),
    more: Partial<AlertSurroundings> = {},
  ) {
    return {
      ...composeServices({
        dynamoDb: engine.dynamoDb,
        tableName: engine.tableName,
        webhookUrl,
        ownRoleArns: [ownRole],
        telemetry,
        now: () => new Date(time),
        ...more,
      }),
      sleep: (milliseconds: number) => {
        time += Math.max(0, milliseconds);
        return Promise.resolve();
      },
    };
  }
  async function handle(...events: readonly unknown[]): Promise<readonly string[]> {
    return kinds(await alertOnDenial(events, services, plenty));
  }
  const deliver = async () =>
    await deliverPending({ ...services, ...(await services.settings()) }, plenty);
  const kinds = (outcomes: readonly AlertOutcome[]) => outcomes.map(({ kind }) => kind);
  const event = (overrides: JsonObject = {}) => buildEvent(buildRecord(overrides));
  const texts = () => slack.messages.map((message) => (message as { text: string }).text);

  it("tells a new denial, counts its repeat, and tells no copy", async () => {
    const first = event();
    expect(await handle(first)).toEqual(["told"]);
    expect(await handle(event())).toEqual(["counted"]);
    expect(await handle(first)).toEqual(["duplicate"]);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("s3:PutObject");
    expect(await services.history.listByStatus("told", { limit: 10 })).toMatchObject([
      { count: 2, toldCount: 1 },
    ]);
  });

  it("counts a hundred concurrent copies once, and tells once", async () => {
    const copy = event();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => alertOnDenial([copy], process(), plenty)),
    );
    expect(kinds(outcomes.flat()).filter((kind) => kind === "told")).toHaveLength(1);
    expect(slack.requests).toHaveLength(1);
    expect(await services.history.listByStatus("told", { limit: 10 })).toMatchObject([
      { count: 1 },
    ]);
  });

  it("takes one batch as one write a fingerprint", async () => {
    const events = [
      event(),
      event({ eventName: "DeleteObject", errorMessage: "Access Denied" }),
      event(),
    ];
    expect(await handle(...events)).toEqual(["told", "told"]);
    expect(await services.history.listByStatus("told", { limit: 10 })).toHaveLength(2);
  });

  it.each([
    ["a call that went well", { errorCode: undefined, errorMessage: undefined }],
    ["a throttled call", { errorCode: "ThrottlingException", errorMessage: "Rate exceeded" }],
  ])("ignores %s", async (_name, overrides) => {
    expect(await handle(event(overrides))).toEqual(["no-denial"]);
    expect(telemetry.counts.get("EventsIgnored")).toBe(1);
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "event"],
    ["an event of another kind", { ...buildEvent(), detail: { state: "running" } }],
    ["a record without an id", buildEvent(buildRecord({ eventID: undefined }))],
    ["a record whose time is none", buildEvent(buildRecord({ eventTime: "yesterday" }))],
    ["a megabyte of text", { ...buildEvent(), detail: "x".repeat(1_000_000) }],
  ])("drops %s with a log line that says what is wrong, and goes on", async (_name, bad) => {
    expect(await handle(bad, event())).toEqual(["malformed", "told"]);
    expect(telemetry.counts.get("EventsMalformed")).toBe(1);
    const [line] = telemetry.lines;
    expect(line?.fields["problem"]).toMatch(/^(event|detail[\w.]*): \S/);
    expect(JSON.stringify(line).length).toBeLessThan(400);
  });

  it("takes a record whose other fields have the wrong type", async () => {
    const odd = {
      userAgent: 7,
      sourceIPAddress: [],
      resources: "x",
      userIdentity: { type: 3 },
      readOnly: "no",
    };
    expect(await handle(event(odd))).toEqual(["told"]);
  });

  it("takes a record with a megabyte of request parameters", async () => {
    expect(await handle(event({ requestParameters: { policy: "p".repeat(1_000_000) } }))).toEqual([
      "told",
    ]);
  });

  it("keeps its own denials out, before any call", async () => {
    const record = buildRecord();
    const own = JSON.parse(
      JSON.stringify(record).replaceAll("arn:aws:iam::210987654321:role/Deploy", ownRole),
    ) as JsonObject;
    services = { ...services, history: undefined as never, settings: undefined as never };
    expect(await handle(buildEvent(own))).toEqual(["own-denial"]);
    expect(telemetry.counts.get("OwnDenials")).toBe(1);
  });

  it.each<[string, JsonObject]>([
    ["of an account that speaks for another", { account: "345678901234" }],
    ["that somebody put on the bus", { source: "orchard.audit" }],
    ["of another kind", { "detail-type": "Orchard Report" }],
  ])("refuses an event %s before any call to AWS", async (_name, envelope) => {
    services = { ...services, history: undefined as never, settings: undefined as never };
    expect(await handle({ ...buildEvent(), ...envelope })).toEqual(["refused"]);
    expect(telemetry.counts.get("EventsRefused")).toBe(1);
    expect(telemetry.counts.has("DenialsSeen")).toBe(false);
  });

  it("says what the reason was before, where it has changed", async () => {
    await handle(event());
    time += 60_000;
    const message =
      'User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts/app.zip" with an explicit deny in a service control policy';
    await handle(event({ errorMessage: message }));
    const [first, second] = slack.messages.map((posted) => JSON.stringify(posted));
    expect(first).not.toContain("The reason has changed");
    expect(second).toMatch(/The reason has changed.* Before: no identity-based policy allows it/);
  });

  describe("events for other systems", () => {
    let sent: OutgoingEvent[];
    beforeEach(() => {
      sent = [];
      const bus: EventBus = {
        put: (events) => {
          sent.push(...events);
          return Promise.resolve([]);
        },
      };
      const surroundings = { eventBus: () => Promise.resolve(bus) };
      services = process(undefined, surroundings);
    });
    const flush = async (): Promise<readonly string[]> => {
      await services.events.flush(plenty);
      return sent.splice(0).map(({ detailType }) => detailType);
    };

    it("tell what is raised and what is told, and nothing of a repeat", async () => {
      await handle(event());
      expect(await flush()).toEqual(["Denial Alert Raised", "Denial Alert Told"]);
      await handle(event());
      expect(await flush()).toEqual([]);
    });

    it("tell what is raised while Slack is down, and what is told later", async () => {
      answers = [{ kind: "error", status: 500, body: "" }];
      await handle(event());
      expect(await flush()).toEqual(["Denial Alert Raised"]);
      time += 5 * 60_000;
      await deliverPending({ ...services, ...(await services.settings()) }, plenty);
      expect(await flush()).toEqual(["Denial Alert Told"]);
    });

    it("have one id for an alert, whatever is counted until it is told, and whoever raises it again", async () => {
      answers = [{ kind: "error", status: 500, body: "" }];
      const first = event();
      await handle(first);
      await handle(event(), event());
      // Lambda brings it again, after the lease.
      time += 5 * 60_000;
      expect(await handle(first)).toEqual(["told"]);
      await services.events.flush(plenty);
      const ids = sent.map(({ detailType, detail }) => [detailType, detail.id] as const);
      const [[, raised] = [], [, again] = [], [last, told] = []] = ids;
      expect(again).toBe(raised);
      expect(last).toBe("Denial Alert Told");
      expect(told?.replace("told", "raised")).toBe(raised);
    });

    it("tell what a mute hides once, with the mute's id", async () => {
      const mutes = createMuteClient(engine.dynamoDb, engine.tableName, () => new Date(time));
      const author = { author: "sam", createdAt: "2026-03-04T00:00:00Z" };
      await mutes.put({ id: "m1", reason: "known", principal: "*:role/Deploy", ...author });
      await handle(event(), event());
      await services.events.flush(plenty);
      expect(sent).toMatchObject([
        { detailType: "Denial Hidden", detail: { hiddenBy: "mute", ruleId: "m1" } },
      ]);
    });

    it("tell a burst when it opens", async () => {
      for (let n = 0; n < 6; n += 1) {
        const message = `User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:eu-west-1:210987654321:crates-${n} because no identity-based policy allows the sqs:ReceiveMessage action`;
        await handle(event({ errorMessage: message }));
      }
      expect(await flush()).toContain("Denial Burst Opened");
    });
  });

  it("counts and does not tell what is muted, and tells it once it is not", async () => {
    const mutes = createMuteClient(engine.dynamoDb, engine.tableName, () => new Date(time));
    const author = { author: "sam", createdAt: "2026-03-04T00:00:00Z" };
    await mutes.put({ id: "m1", reason: "known", principal: "*:role/Deploy", ...author });
    expect(await handle(event())).toEqual(["hidden"]);
    expect(await handle(event())).toEqual(["hidden"]);
    expect(slack.requests).toHaveLength(0);
    expect(await services.history.listByStatus("muted", { limit: 10 })).toMatchObject([
      { count: 2, hiddenCount: 2 },
    ]);

    await mutes.remove("m1");
    time += 60_000;
    expect(await handle(event())).toEqual(["told"]);
    expect(texts()[0]).toContain("s3:PutObject");
  });

  it.each<[string, readonly string[]]>([
    ["first", ["203.0.113.9", "10.0.0.7", "10.0.0.8"]],
    ["last", ["10.0.0.7", "10.0.0.8", "203.0.113.9"]],
  ])(
    "tells of a batch what no mute matches, where that comes %s, and counts the rest for the mute",
    async (_name, addresses) => {
      const mutes = createMuteClient(engine.dynamoDb, engine.tableName, () => new Date(time));
      const author = { author: "sam", createdAt: "2026-03-04T00:00:00Z" };
      await mutes.put({ id: "office", reason: "known", sourceIp: "10.0.0.0/8", ...author });
      const events = addresses.map((sourceIPAddress, n) =>
        event({ sourceIPAddress, eventTime: `2026-03-04T05:06:0${n}Z` }),
      );
      expect((await handle(...events)).toSorted()).toEqual(["hidden", "told"]);
      expect(JSON.stringify(slack.messages)).toContain("203.0.113.9");
      expect(slack.messages).toHaveLength(1);
      const [entry] = await services.history.listByStatus("told", { limit: 10 });
      expect(entry).toMatchObject({ count: 3, hiddenCount: 2, hiddenBy: "office" });
      expect(entry?.hiddenCounts.get("office")?.count).toBe(2);
      expect((await handle(...events)).toSorted()).toEqual(["duplicate", "hidden"]);
      expect(slack.messages).toHaveLength(1);
    },
  );

  it.each<[string, SlackAnswer, number]>([
    ["429", { kind: "rate-limited", retryAfter: 30 }, 30],
    ["a server error", { kind: "error", status: 500, body: "rollup_error" }, 60],
    ["a reset", { kind: "reset" }, 60],
    ["a webhook that is gone", { kind: "error", status: 404, body: "no_service" }, 900],
  ])(
    "leaves an alert pending on %s, and delivers it when it is due",
    async (_name, answer, dueSeconds) => {
      answers = [answer];
      expect(await handle(event())).toEqual(["pending"]);
      expect(await deliver()).toEqual({ told: 0, left: 1 });
      time += dueSeconds * 1000;
      expect(await deliver()).toEqual({ told: 1, left: 0 });
      expect(await deliver()).toEqual({ told: 0, left: 0 });
      expect(slack.messages).toHaveLength(1);
      const said = JSON.stringify(telemetry.lines);
      expect(said).not.toContain(new URL(slack.webhookUrl).pathname);
    },
  );

  it("sends as text what Slack refuses as blocks", async () => {
    answers = [{ kind: "error", status: 400, body: "invalid_blocks" }];
    expect(await handle(event())).toEqual(["told"]);
    expect(slack.messages).toHaveLength(1);
    expect(telemetry.counts.get("MessagesInvalid")).toBe(1);
  });

  it("neither tells nor keeps a secret that an event holds", async () => {
    // Put together here, so that no scanner takes the test for a leak.
    const token = `ghp_${"a1B2".repeat(9)}`;
    const user = `arn:aws:iam::210987654321:user/made-of-${token}`;
    const record = {
      userIdentity: { type: "IAMUser", arn: user, accountId: "210987654321", userName: token },
      userAgent: `deploy/1.0 token=${token}`,
      errorMessage: `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts/${token}/app.zip" because no identity-based policy allows the s3:PutObject action`,
    };
    expect(await handle(event(record))).toEqual(["told"]);
    const { Items: items } = await engine.dynamoDb.send(
      new ScanCommand({ TableName: engine.tableName }),
    );
    const kept = JSON.stringify([items, slack.messages, telemetry.lines]);
    expect(kept).toContain("[masked]");
    expect(kept).not.toContain(token.slice(0, 12));
  });

  it("leaves an alert pending while the webhook's parameter cannot be read", async () => {
    services = process(() => Promise.reject(new Error("Cannot read the Slack webhook")));
    expect(await handle(event())).toEqual(["pending"]);
    services = process();
    time += 60_000;
    expect(await deliver()).toEqual({ told: 1, left: 0 });
  });

  it("delivers what a killed process had claimed, after its lease", async () => {
    const killed = {
      ...services,
      posterOf: () => ({ post: () => Promise.reject(new Error("killed")) }),
    };
    expect(await alertOnDenial([event()], killed, plenty)).toMatchObject([
      { kind: "failed", error: { message: "killed" } },
    ]);
    expect(await deliver()).toEqual({ told: 0, left: 1 });
    time += 61_000;
    expect(await deliver()).toEqual({ told: 1, left: 0 });
  });

  it("tells a second apart, and leaves to the next run what has no turn", async () => {
    const sent: number[] = [];
    const inner = services.posterOf("default");
    services = {
      ...services,
      posterOf: () => ({
        post: async (message, timeout) => {
          sent.push(time);
          return await inner.post(message, timeout);
        },
      }),
    };
    const frozen = time;
    const outcomes: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      time = frozen;
      const resource = `orchard-${String.fromCharCode(97 + n)}`;
      outcomes.push(
        ...(await handle(
          event({
            errorMessage: `User: arn:aws:iam::210987654321:user/kim is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::${resource}`,
          }),
        )),
      );
    }
    expect(outcomes.filter((kind) => kind === "told")).toHaveLength(6);
    expect(outcomes.filter((kind) => kind === "pending")).toHaveLength(2);
    expect(sent).toEqual(Array.from({ length: 6 }, (_, index) => frozen + index * 1000));
  });

  it("says which events have to come again where the table does not answer", async () => {
    await engine.stop();
    const other = event({ eventName: "DeleteObject", errorMessage: "Access Denied" });
    const outcomes = await alertOnDenial([event(), null, event(), other], services, plenty);
    expect(kinds(outcomes).toSorted()).toEqual(["failed", "failed", "malformed"]);
    const events = outcomes.flatMap((outcome) => (outcome.kind === "failed" ? outcome.events : []));
    expect(events.toSorted()).toEqual([0, 2, 3]);
    engine = await startDynalite();
  });

  it("tells again what is back after a week, and what has grown tenfold", async () => {
    await handle(event());
    for (let n = 0; n < 8; n += 1) await handle(event());
    expect(await handle(event())).toEqual(["told"]);
    const later = new Date(time + 8 * 86_400_000);
    time = later.getTime();
    expect(await handle(event({ eventTime: later.toISOString() }))).toEqual(["told"]);
    expect(slack.messages).toHaveLength(3);
  });

  it.each<[string, SlackAnswer[], number]>([
    ["at once", [], 0],
    ["by deliver-alerts, where Slack was down", [{ kind: "error", status: 500, body: "" }], 5],
  ])("says how many days it was quiet: told %s", async (_name, down, minutes) => {
    await handle(event());
    time += 8 * 86_400_000 + 3_600_000;
    answers = down;
    await handle(event({ eventTime: new Date(time).toISOString() }));
    time += minutes * 60_000;
    await deliver();
    expect(slack.messages).toHaveLength(2);
    expect(JSON.stringify(slack.messages[1])).toContain("Back after 8 quiet days");
  });

  it("says the days of a return in a summary, and where the first to count it was killed", async () => {
    const named = (n: number): JsonObject => ({
      eventTime: new Date(time).toISOString(),
      errorMessage: `User: arn:aws:iam::210987654321:user/kim is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::orchard-${"abcdefg".charAt(n)}`,
    });
    for (let n = 0; n < 6; n += 1) await handle(event(named(n)));
    time += 9 * 86_400_000;
    const killed = {
      ...services,
      history: { ...services.history, claimAlert: () => Promise.reject(new Error("killed")) },
    };
    for (let n = 0; n < 6; n += 1) {
      const back = event(named(n));
      await alertOnDenial([back], killed, plenty);
      answers = [{ kind: "error", status: 500, body: "" }];
      await handle(back);
      time += 1000;
    }
    answers = [];
    const before = slack.messages.length;
    time += 10 * 60_000;
    await deliver();
    const said = JSON.stringify(slack.messages.slice(before));
    expect(said.match(/back after [89] quiet days/g)).toHaveLength(6);
  });

  it("spends one write request on a repeat and three on a new denial", async () => {
    const writes: string[] = [];
    engine.dynamoDb.middlewareStack.add(
      (next, context) => async (args) => {
        const { commandName = "" } = context;
        if (!/^(Get|BatchGet|Query)/.test(commandName)) writes.push(commandName);
        return await next(args);
      },
      { step: "initialize" },
    );
    await handle(event());
    // Count and claim, the turn at the webhook, mark told.
    expect(writes).toEqual([UpdateItemCommand.name, PutItemCommand.name, UpdateItemCommand.name]);
    writes.length = 0;
    await handle(event());
    expect(writes).toEqual([UpdateItemCommand.name]);
  });

  it("measures what the dashboard and the alarms go by", async () => {
    await alertOnDenial([buildEvent()], services, plenty);
    expect([...telemetry.policyTypes.values()]).toEqual([1]);
    expect(telemetry.measures.map(([name]) => name)).toEqual(["AlertLatency"]);
    expect(telemetry.lines).toContainEqual(
      expect.objectContaining({
        message: "Counted a denial",
        fields: expect.objectContaining({
          added: 1,
          principal: expect.any(String) as unknown,
        }) as unknown,
      }),
    );

    telemetry.measures.length = 0;
    await deliver();
    expect(telemetry.measures).toEqual([
      ["OldestPendingAge", 0],
      ["AlertsWaiting", 0],
    ]);

    answers = [{ kind: "error", status: 500, body: "" }];
    const other = buildRecord({ eventName: "OtherCall", errorMessage: "Access Denied" });
    await alertOnDenial([buildEvent(other)], services, plenty);
    telemetry.measures.length = 0;
    await deliver();
    expect(telemetry.measures[0]?.[1]).toBeGreaterThan(0);
    expect(telemetry.measures).toContainEqual(["AlertsWaiting", 1]);
  });
});
