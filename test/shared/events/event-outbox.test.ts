import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { afterEach, describe, expect, it } from "vitest";
import { createEventBus } from "../../../shared/events/event-bus.client.ts";
import { createEventOutbox, noEvents } from "../../../shared/events/event-outbox.ts";
import { type AwsAnswer, denied, throttled } from "../../support/aws-answer.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenial } from "../../support/denials.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../../support/memory-telemetry.ts";
import { sampleEvents } from "./sample-events.ts";

interface SentEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly EventBusName: string;
}

const events = [...sampleEvents(buildDenial()), ...sampleEvents(buildDenial())].slice(0, 12);
const lots = (): number => 60_000;

describe("createEventOutbox()", () => {
  let server: AwsServer;
  let client: EventBridgeClient;
  let telemetry: MemoryTelemetry;
  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  /** A bus that refuses the first entry of the requests numbered in `refuseIn`, and takes all others. */
  async function startBus(
    refuseIn: readonly number[] = [],
    fault: (n: number) => AwsAnswer | null = () => null,
  ) {
    const taken: SentEntry[] = [];
    let requests = 0;
    server = await startAwsServer({
      fault: (_request, n) => fault(n),
      services: {
        events: ({ input }) => {
          requests += 1;
          const entries = input["Entries"] as SentEntry[];
          const refused = refuseIn.includes(requests) ? entries.slice(0, 1) : [];
          taken.push(...entries.slice(refused.length));
          const answers = entries.map((_, place) =>
            place < refused.length
              ? { ErrorCode: "InternalFailure", ErrorMessage: "try again" }
              : { EventId: `e-${place}` },
          );
          return {
            kind: "json",
            body: { FailedEntryCount: refused.length, Entries: answers },
          };
        },
      },
    });
    client = new EventBridgeClient({
      endpoint: server.url,
      region: "eu-west-1",
      maxAttempts: 1,
      credentials: { accessKeyId: "AKIAEXAMPLETEST00001", secretAccessKey: "not-a-secret" },
    });
    telemetry = createMemoryTelemetry();
    const outbox = createEventOutbox({
      bus: () => Promise.resolve(createEventBus("orchard-bus", client)),
      telemetry,
      sleep: () => Promise.resolve(),
      random: () => 0.5,
    });
    return { outbox, taken };
  }

  it("sends what was added, ten a request, once", async () => {
    const { outbox, taken } = await startBus();
    for (const event of events) outbox.add(() => event);
    expect(server.requests).toHaveLength(0);
    await outbox.flush(lots);
    await outbox.flush(lots);
    expect(server.requests.map(({ operation }) => operation)).toEqual(["PutEvents", "PutEvents"]);
    expect(taken.map(({ DetailType }) => DetailType)).toEqual(
      events.map(({ detailType }) => detailType),
    );
    expect(taken.map(({ Detail }) => JSON.parse(Detail) as unknown)).toEqual(
      events.map(({ detail }) => detail),
    );
    expect(new Set(taken.map(({ Source, EventBusName }) => `${Source} ${EventBusName}`))).toEqual(
      new Set(["denywatch orchard-bus"]),
    );
    expect(telemetry.counts.get("EventsOutSent")).toBe(12);
    expect(telemetry.counts.has("EventsOutFailed")).toBe(false);
  });

  it("sends again only the entries that an answer refuses", async () => {
    const { outbox, taken } = await startBus([1, 2, 3]);
    for (const event of events) outbox.add(() => event);
    await outbox.flush(lots);
    expect(taken).toHaveLength(events.length);
    expect(new Set(taken.map(({ Detail }) => Detail)).size).toBe(
      new Set(events.map(({ detail }) => JSON.stringify(detail))).size,
    );
    expect(telemetry.counts.get("EventsOutSent")).toBe(12);
  });

  it.each<{ name: string; answer: AwsAnswer }>([
    { name: "throttles", answer: throttled },
    { name: "resets the connection", answer: { kind: "reset" } },
    { name: "closes half-way", answer: { kind: "cut" } },
    { name: "fails", answer: { kind: "error", status: 500, code: "InternalException" } },
  ])("tries again where the bus $name, and loses nothing", async ({ answer }) => {
    const { outbox, taken } = await startBus([], (n) => (n <= 2 ? answer : null));
    for (const event of events) outbox.add(() => event);
    await outbox.flush(lots);
    expect(taken).toHaveLength(events.length);
    expect(telemetry.counts.has("EventsOutFailed")).toBe(false);
  });

  it("gives back what comes behind a request that failed", async () => {
    const { outbox, taken } = await startBus([], (n) => (n === 2 ? throttled : null));
    for (const event of events) outbox.add(() => event);
    await outbox.flush(lots);
    expect(taken).toHaveLength(events.length);
  });

  it("sends what is behind entries that are not valid, and counts these", async () => {
    const invalid = { kind: "error", status: 400, code: "ValidationException" } as const;
    const { outbox, taken } = await startBus([], (n) => (n === 2 ? null : invalid));
    for (const event of events) outbox.add(() => event);
    await outbox.flush(lots);
    // Ten that are refused four times, and two behind them.
    expect(server.requests).toHaveLength(5);
    expect(taken).toHaveLength(2);
    expect(telemetry.counts.get("EventsOutSent")).toBe(2);
    expect(telemetry.counts.get("EventsOutFailed")).toBe(10);
    expect(telemetry.lines[0]?.fields).toMatchObject({ problem: "ValidationException" });
  });

  it("sends no entry that no request can hold, and all others", async () => {
    const { outbox, taken } = await startBus();
    const [event] = events;
    if (event === undefined) throw new Error("there is no event");
    const huge = { ...event, detail: { ...event.detail, id: "x".repeat(260_000) } };
    for (const one of [huge as typeof event, ...events]) outbox.add(() => one);
    await outbox.flush(lots);
    expect(taken).toHaveLength(events.length);
    expect(telemetry.counts.get("EventsOutFailed")).toBe(1);
  });

  it("gives up on a bus that stays shut, and says so without a throw", async () => {
    const { outbox } = await startBus([], () => denied("events:PutEvents"));
    for (const event of events) outbox.add(() => event);
    await outbox.flush(lots);
    expect(server.requests).toHaveLength(4);
    expect(telemetry.counts.get("EventsOutFailed")).toBe(12);
    expect(telemetry.lines).toEqual([
      {
        level: "warn",
        message: "Cannot put events on the bus; alerts are not affected",
        fields: { events: 12, problem: "AccessDeniedException" },
      },
    ]);
  });

  it("does not wait for a bus that hangs longer than the invocation has", async () => {
    const { outbox } = await startBus([], () => ({ kind: "hang" }));
    for (const event of events) outbox.add(() => event);
    let remaining = 2_100;
    await outbox.flush(() => (remaining -= 40));
    expect(telemetry.counts.get("EventsOutFailed")).toBe(12);
  });

  it("sends nothing where no time is left", async () => {
    const { outbox } = await startBus();
    for (const event of events) outbox.add(() => event);
    await outbox.flush(() => 1_000);
    expect(server.requests).toHaveLength(0);
    expect(telemetry.counts.get("EventsOutFailed")).toBe(12);
  });

  it("keeps a storm's events within bounds and counts what it let go", async () => {
    const { outbox } = await startBus([], () => denied("events:PutEvents"));
    const [event] = events;
    if (event === undefined) throw new Error("there is no event");
    for (let n = 0; n < 5_010; n += 1) outbox.add(() => event);
    await outbox.flush(lots);
    expect(telemetry.counts.get("EventsOutFailed")).toBe(5_010);
  });
});

it("keeps the next event waiting for no more than five seconds, however often it tries", async () => {
  const telemetry = createMemoryTelemetry();
  let spent = 0;
  const timeouts: number[] = [];
  const outbox = createEventOutbox({
    bus: () =>
      Promise.resolve({
        put: (_events, timeout) => {
          timeouts.push(timeout);
          // One that hangs for a while and then resets.
          spent += Math.min(timeout, 2_000);
          return Promise.reject(new TypeError("reset"));
        },
      }),
    telemetry,
    sleep: (milliseconds) => {
      spent += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
  });
  outbox.add(() => events[0] as (typeof events)[number]);
  await outbox.flush(() => 60_000 - spent);
  expect(timeouts.length).toBeGreaterThan(1);
  expect(spent).toBeLessThanOrEqual(5_000);
  expect(telemetry.counts.get("EventsOutFailed")).toBe(1);
});

it("does nothing, and counts no failure, where events are off", async () => {
  const telemetry = createMemoryTelemetry();
  const outbox = createEventOutbox({
    bus: () => Promise.resolve(null),
    telemetry,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  for (const box of [outbox, noEvents]) {
    for (const event of events) box.add(() => event);
    await box.flush(lots);
  }
  expect(telemetry.lines).toEqual([]);
  expect(telemetry.counts.has("EventsOutFailed")).toBe(false);
});
