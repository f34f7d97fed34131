import type { Context } from "aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { composeServices } from "../../functions/compose-services.ts";
import { createHandler } from "../../functions/deliver-alerts/create-handler.ts";
import { fingerprintOf } from "../../shared/denial/fingerprint.ts";
import { groupOccurrences, type RecordedDenial } from "../../shared/history/occurrence.ts";
import { buildDenial } from "../support/denials.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { emptyTable } from "../support/empty-table.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
let engine: Engine;
let slack: SlackServer;
let time = Date.parse("2026-03-04T06:00:00Z");
beforeAll(async () => {
  engine = await startDynalite();
  slack = await startSlackServer();
});
afterAll(async () => {
  await slack.close();
  await engine.stop();
});

function startProcess() {
  return {
    ...composeServices({
      dynamoDb: engine.dynamoDb,
      tableName: engine.tableName,
      webhookUrl: () => Promise.resolve(slack.webhookUrl),
      ownRoleArns: [],
      telemetry: createMemoryTelemetry(),
      now: () => new Date(time),
    }),
    sleep: (milliseconds: number) => {
      time += Math.max(0, milliseconds);
      return Promise.resolve();
    },
  };
}

function denialOf(bucket: string, policyType: "identity-based" | "service-control") {
  const id = `${bucket}-${policyType}`;
  const normalised = `arn:aws:s3:::${bucket}/*`;
  const denial = buildDenial({
    eventId: id,
    dedupeId: id,
    occurredAt: new Date(time).toISOString(),
    reason: { denyType: "explicit", policyType },
    resource: { text: normalised, normalised },
  });
  return { ...denial, fingerprint: fingerprintOf(denial) } as RecordedDenial;
}

/** Half a second of work each. */
it.each([
  ["alone", 1],
  ["in a summary", 12],
])(
  "deliver-alerts names what a denial was before, %s, whose counting process was killed",
  async (_how, denials) => {
    await emptyTable(engine);
    const first = slack.requests.length;
    const buckets = Array.from({ length: denials }, (_, n) => `orchard-${n}`);
    for (const policyType of ["identity-based", "service-control"] as const) {
      for (const bucket of buckets) {
        const [group] = groupOccurrences([denialOf(bucket, policyType)]);
        if (group === undefined) throw new Error("no occurrence");
        // Killed then and there.
        const { history } = startProcess();
        const counted = await history.recordOccurrences(group, null, new Date(time));
        if (counted.kind !== "new") throw new Error(`it is a ${counted.kind}`);
        if (policyType === "service-control") continue;
        const told = { kind: "new", count: 1, at: new Date(time) } as const;
        await history.markTold(group.fingerprint, counted.leaseUntilMilliseconds, told);
      }
      time += 120_000;
    }
    const { history, ...services } = startProcess();
    await createHandler({ ...services, history })({}, context);
    const texts = slack.requests.slice(first).map(({ message }) => JSON.stringify(message));
    expect(texts).toHaveLength(1);
    expect(texts[0]?.match(/🔀|identity-based/gu)?.length).toBeGreaterThanOrEqual(denials);
    for (const bucket of buckets) {
      const { fingerprint } = denialOf(bucket, "service-control");
      const before = denialOf(bucket, "identity-based").fingerprint;
      expect(await history.find(fingerprint)).toMatchObject({
        status: "told",
        predecessor: { fingerprint: before, policyType: "identity-based" },
      });
    }
  },
);
