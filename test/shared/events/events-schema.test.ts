import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEventsJsonSchema } from "../../../shared/events/build-events-json-schema.ts";
import { eventDetailSchemas, type OutgoingEvent } from "../../../shared/events/event-schema.ts";
import { buildDenial } from "../../support/denials.ts";
import { sampleEvents } from "./sample-events.ts";
import { isTooLarge } from "../../../shared/events/pack-entries.ts";
import { anyCharacter } from "../../support/any-character.ts";

const file = new URL("../../../docs/denywatch.events.schema.json", import.meta.url);

/** Fields whose values are ours, or checked. */
const closed = ["severity", "fingerprint", "occurredAt", "type", "client", "credentials"].concat([
  "denyType",
  "policyType",
  "via",
  "notPolicy",
]);

describe("the events' schema", () => {
  it("is what docs/generate-events-schema.mjs writes", async () => {
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(buildEventsJsonSchema());
  });

  it("fits each event that is sent, and has an example of each detail-type", () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      buildEventsJsonSchema(),
    );
    const events = sampleEvents(buildDenial());
    expect(new Set(events.map(({ detailType }) => detailType))).toEqual(
      new Set(Object.keys(eventDetailSchemas)),
    );
    for (const event of events) {
      expect(validate(asDelivered(event)), JSON.stringify(validate.errors)).toBe(true);
      const other = { ...asDelivered(event), "detail-type": "Denial Alert Lost" };
      expect(validate(other)).toBe(false);
    }
  });

  it("names every field that is sent", () => {
    for (const { detailType, detail } of sampleEvents(buildDenial())) {
      expect(() => eventDetailSchemas[detailType].parse(detail)).not.toThrow();
    }
  });

  it.each([
    ["control characters", "\u0001"],
    ["what has no place in one byte", "\uFFFD"],
    ["quotes", '"'],
    ["halves of surrogate pairs", "\uD83D"],
  ])("fits a request where each text that a record names is long and of %s", (_, character) => {
    const text = character.repeat(50_000);
    const longTexts = <T extends object>(part: T): T =>
      Object.fromEntries(
        Object.entries(part).map(([name, value]) => {
          const isFree = typeof value === "string" || value === null;
          return [name, isFree && !closed.includes(name) ? text : value];
        }),
      ) as T;
    const denial = buildDenial();
    const { principal, action, resource, reason } = denial;
    const hostile = {
      ...longTexts(denial),
      principal: longTexts(principal),
      action: longTexts(action),
      resource: longTexts(resource),
      reason: longTexts(reason),
    };
    for (const { detailType, detail } of sampleEvents(hostile)) {
      eventDetailSchemas[detailType].parse(detail);
      const entry = { DetailType: detailType, Detail: JSON.stringify(detail) };
      expect(isTooLarge({ entry }), `${detailType} ${entry.Detail.length}`).toBe(false);
    }
  });

  it("fits whatever a record holds, in bounded, well-formed text", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 3_000 }), (text) => {
        const denial = buildDenial({
          errorMessage: text,
          userAgent: text,
          resource: { text, normalised: text },
          principal: { sessionName: text },
        });
        for (const { detailType, detail } of sampleEvents(denial)) {
          eventDetailSchemas[detailType].parse(detail);
          const json = JSON.stringify(detail);
          expect(json.isWellFormed()).toBe(true);
          expect(Buffer.byteLength(json)).toBeLessThan(256 * 1024);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("what an event tells", () => {
  it("no secret and no encoded message", () => {
    const denial = buildDenial({
      errorMessage:
        "No. Token xoxb-1234567890-abcdefgh. Encoded authorization failure message: AbC_dEf-123",
      userAgent: "curl https://hooks.slack.com/services/T0/B0/XYZ",
    });
    const json = JSON.stringify(sampleEvents(denial));
    expect(json).not.toContain("xoxb-1234567890");
    expect(json).not.toContain("T0/B0/XYZ");
    expect(json).not.toContain("AbC_dEf-123");
    expect(json).toContain("Encoded authorization failure message: ...");
  });

  it("an id that copies share and that differs from one state to the next", () => {
    const ids = sampleEvents(buildDenial()).map(({ detail }) => detail.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(sampleEvents(buildDenial()).map(({ detail }) => detail.id)).toEqual(ids);
  });
});

function asDelivered({ detailType, detail }: OutgoingEvent): object {
  return { version: "0", source: "denywatch", "detail-type": detailType, detail };
}
