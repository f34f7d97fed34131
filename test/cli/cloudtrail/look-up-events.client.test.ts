import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { afterEach, describe, expect, it } from "vitest";
import {
  type LookedUpEvent,
  type LookupClient,
  lookUpEvents,
} from "../../../cli/cloudtrail/look-up-events.client.ts";
import type { LookupPosition, LookupQuery } from "../../../cli/cloudtrail/lookup-query.ts";
import { createRequestPacer } from "../../../cli/cloudtrail/request-pacer.ts";
import { type AwsAnswer, denied, expiredToken, throttled } from "../../support/aws-answer.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { cloudTrailService } from "../../support/cloudtrail-service.ts";
import { buildRecord } from "../../support/events.ts";
import { createVirtualWaiting, type VirtualWaiting } from "../../support/virtual-waiting.ts";

const start = Date.parse("2026-03-04T00:00:00Z") / 1000;
/** Three events a second for 40 seconds, and 70 in one second. */
const records = [
  ...Array.from({ length: 120 }, (_, n) => recordAt(start + Math.floor(n / 3))),
  ...Array.from({ length: 70 }, () => recordAt(start + 60)),
];
const wholeQuery: LookupQuery = { startSeconds: start, endSeconds: start + 3600, attribute: null };

function recordAt(seconds: number) {
  return buildRecord({ eventTime: new Date(seconds * 1000).toISOString().replace(".000", "") });
}

describe("lookUpEvents()", () => {
  let server: AwsServer;
  let waiting: VirtualWaiting;
  let client: LookupClient;
  afterEach(async () => {
    client.cloudTrail.destroy();
    await server.close();
  });

  async function startWith(
    fault: (n: number) => AwsAnswer | null,
    tokenLifetime?: number,
  ): Promise<void> {
    server = await startAwsServer({
      services: {
        cloudtrail: cloudTrailService({
          records: () => records,
          ...(tokenLifetime === undefined ? {} : { tokenLifetime }),
        }),
      },
      fault: (_request, n) => fault(n),
    });
    waiting = createVirtualWaiting(start * 1000);
    client = {
      cloudTrail: new CloudTrailClient({
        endpoint: server.url,
        region: "eu-west-1",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
        maxAttempts: 1,
      }),
      pacer: createRequestPacer(waiting),
      waiting,
    };
  }

  async function readAll(query = wholeQuery, from: LookupPosition | null = null) {
    const events: LookedUpEvent[] = [];
    for await (const page of lookUpEvents(client, query, from)) events.push(...page.events);
    return events;
  }

  it("reads every event once, newest first, at two requests a second", async () => {
    await startWith(() => null);
    const events = await readAll();
    expect(new Set(events.map(({ id }) => id)).size).toBe(records.length);
    expect(events).toHaveLength(records.length);
    expect(events.map(({ seconds }) => seconds)).toEqual(
      events.map(({ seconds }) => seconds).toSorted((a, b) => b - a),
    );
    expect(server.requests).toHaveLength(4);
    expect(waiting.now() - start * 1000).toBe(1500);
  });

  it("goes on where it stopped, after any page", async () => {
    await startWith(() => null);
    for (const pagesBefore of [1, 2, 3]) {
      const events: LookedUpEvent[] = [];
      let position: LookupPosition | null = null;
      for await (const page of lookUpEvents(client, wholeQuery, null)) {
        events.push(...page.events);
        ({ position } = page);
        if (events.length >= pagesBefore * 50) break;
      }
      // As it comes back from a checkpoint.
      position = JSON.parse(JSON.stringify(position)) as LookupPosition;
      events.push(...(await readAll(wholeQuery, position)));
      expect(events.map(({ id }) => id).toSorted()).toEqual(
        records.map(({ eventID }) => eventID).toSorted(),
      );
    }
  });

  it("goes on by time where tokens are refused", async () => {
    // Every token lives for two requests; the busy second needs the second page.
    await startWith(() => null, 1);
    await expect(readAll()).resolves.toHaveLength(records.length);
    await server.close();
    await startWith((n) =>
      n === 3 ? { kind: "error", status: 400, code: "InvalidNextTokenException" } : null,
    );
    await expect(readAll()).resolves.toHaveLength(records.length);
  });

  it("gives up on a CloudTrail that takes none of its own tokens", async () => {
    await startWith(() => null, 0);
    await expect(readAll()).rejects.toThrow("takes none of its own tokens");
  });

  it("backs off when throttled, and loses nothing", async () => {
    await startWith((n) => (n === 2 || n === 3 ? throttled : null));
    await expect(readAll()).resolves.toHaveLength(records.length);
    expect(waiting.now() - start * 1000).toBeGreaterThan(4000);
  });

  it.each<[string, AwsAnswer]>([
    ["a reset connection", { kind: "reset" }],
    ["a cut answer", { kind: "cut" }],
    ["a 503", { kind: "error", status: 503, code: "ServiceUnavailableException" }],
  ])("asks again after %s", async (_title, answer) => {
    await startWith((n) => (n === 2 ? answer : null));
    await expect(readAll()).resolves.toHaveLength(records.length);
  });

  it.each<[string, AwsAnswer, string]>([
    ["expired credentials", expiredToken, "ExpiredTokenException"],
    ["a denied call", denied("cloudtrail:LookupEvents"), "AccessDeniedException"],
  ])("stops at %s after what was read", async (_title, answer, name) => {
    await startWith((n) => (n >= 3 ? answer : null));
    const pages = lookUpEvents(client, wholeQuery, null);
    await expect(pages.next()).resolves.toMatchObject({ done: false });
    await expect(pages.next()).resolves.toMatchObject({ done: false });
    await expect(pages.next()).rejects.toMatchObject({ name });
    expect(server.requests).toHaveLength(3);
  });

  it("gives up where no answer comes at all", async () => {
    await startWith(() => ({ kind: "reset" }));
    await expect(readAll()).rejects.toThrow();
    expect(server.requests).toHaveLength(6);
  });

  it("looks up by an attribute", async () => {
    await startWith(() => null);
    const [wanted] = records;
    const value = String(wanted?.["eventID"]);
    const events = await readAll({ ...wholeQuery, attribute: { key: "EventId", value } });
    expect(events.map(({ id }) => id)).toEqual([value]);
  });
});
