import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial, type DenialOverrides } from "../../support/denials.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T06:00:00Z");

/** An index takes a key of 1 to 2,048 bytes ("Quotas in Amazon DynamoDB"). */
describeOnEngines("an event with an odd text where an index looks", (start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());

  it.each<[name: string, overrides: DenialOverrides]>([
    ["an action that is too long", { action: { iamAction: `s3:${"Ä".repeat(1200)}` } }],
    ["a service that is too long", { action: { iamAction: "x".repeat(2100) } }],
    ["an empty action", { action: { iamAction: "" } }],
    ["an action without a service", { action: { iamAction: ":Put" } }],
    ["an account that is too long", { account: "1".repeat(2100) }],
    ["an empty account", { account: "" }],
  ])("is counted and found, with %s", async (name, overrides) => {
    const history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
    const fingerprint = `fp-${Date.now().toString(36)}-${name.replaceAll(" ", "-")}`;
    for (const id of ["one", "other"]) {
      const denial = buildDenial({ ...overrides, fingerprint, eventId: id, dedupeId: id });
      const [group] = groupOccurrences([denial as RecordedDenial]);
      if (group !== undefined) await history.recordOccurrences(group, null, now);
    }
    expect(await history.find(fingerprint)).toMatchObject({ count: 2 });
    const { account, action } = overrides;
    const listed =
      action?.iamAction === undefined
        ? await history.listByAccount(account ?? "", { limit: 100 })
        : await history.listByAction(action.iamAction ?? "", { limit: 100 });
    expect(listed.map((entry) => entry.fingerprint)).toContain(fingerprint);
  });
});
