import { beforeAll, describe, expect, test } from "vitest";
import { buildSampleEvents, type SampleEvent } from "../../local/sample-denials.ts";
import { buildDenialEventPattern } from "../../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { cloudTrailRecordSchema, type CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import { policyTypes } from "../../shared/denial/reason.ts";

const now = new Date("2026-01-05T10:00:00Z");
let events: readonly SampleEvent[];
beforeAll(() => {
  let id = 0;
  events = buildSampleEvents(now, () => {
    id += 1;
    return `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`;
  });
});

function recordsOf(kind: SampleEvent["kind"]): readonly CloudTrailRecord[] {
  return events
    .filter((event) => event.kind === kind)
    .map(({ record }) => cloudTrailRecordSchema.parse(record));
}

function fingerprintsOf(kind: SampleEvent["kind"]): readonly string[] {
  return recordsOf(kind).map((record) => explainRecord(record).fingerprint);
}

describe("buildSampleEvents()", () => {
  test("has enough of everything", () => {
    expect(recordsOf("denial").length).toBeGreaterThanOrEqual(30);
    expect(recordsOf("no-denial").length).toBeGreaterThanOrEqual(5);
    expect(recordsOf("repeat").length).toBeGreaterThanOrEqual(3);
    expect(recordsOf("redelivery")).toHaveLength(1);
  });

  test("each event is let through by the rule, or not, as it should be", () => {
    const compiled = compileEventPattern(buildDenialEventPattern());
    if (compiled.kind === "invalid") throw new Error(compiled.reason);
    for (const { kind, title, source, detailType, record } of events) {
      const matches = compiled.matches({ source, "detail-type": detailType, detail: record });
      expect([title, matches]).toEqual([title, kind !== "no-denial"]);
    }
  });

  test("each record is a denial, or none, as it should be", () => {
    for (const { kind, title, record } of events) {
      const isDenial = isDenialRecord(cloudTrailRecordSchema.parse(record));
      expect([title, isDenial]).toEqual([title, kind !== "no-denial"]);
    }
  });

  test("each denial is a problem of its own, and of every kind", () => {
    const denials = recordsOf("denial").map((record) => explainRecord(record));
    expect(new Set(denials.map(({ fingerprint }) => fingerprint)).size).toBe(denials.length);
    const types = new Set(denials.map(({ reason }) => reason.policyType));
    expect([...types].sort()).toEqual([...policyTypes].sort());
    expect(denials.some(({ reason }) => reason.authorizationId !== null)).toBe(true);
    expect(denials.some(({ reason }) => reason.encodedMessage !== null)).toBe(true);
    expect(denials.some(({ reason }) => reason.via !== null)).toBe(true);
    expect(denials.filter(({ reason }) => reason.notPolicy !== null).length).toBeGreaterThan(4);
  });

  test("a repeat is a known problem under a new event id, a redelivery has an old one", () => {
    const known = new Set(fingerprintsOf("denial"));
    const ids = recordsOf("denial").map(({ eventID }) => eventID);
    for (const fingerprint of fingerprintsOf("repeat")) expect(known).toContain(fingerprint);
    for (const { eventID } of recordsOf("repeat")) expect(ids).not.toContain(eventID);
    for (const { eventID } of recordsOf("redelivery")) expect(ids).toContain(eventID);
  });

  test("messages are as long as CloudTrail keeps them, and none is from the future", () => {
    for (const { record, time } of events) {
      expect(JSON.stringify(record["errorMessage"] ?? "").length - 2).toBeLessThanOrEqual(1024);
      expect(time.getTime()).toBeLessThanOrEqual(now.getTime());
    }
  });
});
