import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../../shared/config/check-config.ts";
import { formatConfigProblem } from "../../../shared/config/config-problem.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";
import { findMute } from "../../../shared/delivery/mute.ts";
import { chooseWebhooks } from "../../../shared/delivery/route.ts";
import { buildDenial } from "../../support/denials.ts";
import { anyCharacter } from "../../support/any-character.ts";

const now = new Date("2026-03-04T05:06:07Z");
const secret = "notARealSecret";
const words = fc.constantFrom(
  "alerts",
  "mutes",
  "reason",
  "principal",
  "routes",
  "when",
  "webhooks",
  "default",
  "parameterName",
  "accounts",
  "__proto__",
  "constructor",
  "toString",
  "s3:*",
  "*",
  "2026-05-01",
  "210987654321",
  "10.0.0.0/8",
  `https://hooks.slack.com/services/T0AAAA/B0BBBB/${secret}`,
);
const keyOrText = fc.oneof(words, fc.string({ unit: anyCharacter }));

/** Values that look like a config here and there, whose keys and texts may be anything. */
const { json: anyJson } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    keyOrText,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.array(fc.tuple(keyOrText, tie("json")), { maxLength: 5 }).map(Object.fromEntries),
  ),
}));

const optional = { requiredKeys: [] };
const mute = fc.record(
  {
    reason: fc.constantFrom("known", "reviewed"),
    principal: fc.oneof(words, fc.string()),
    action: fc.oneof(words, fc.string()),
    sourceIp: fc.oneof(words, fc.ipV4()),
    until: fc.oneof(
      words,
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ),
    denyType: fc.constantFrom("explicit", "implicit", "other"),
  },
  optional,
);
const nearlyConfig = fc.record(
  {
    alerts: fc.record({ quietDays: fc.nat(400), growthFactor: fc.nat(20) }, optional),
    mutes: fc.array(mute, { maxLength: 4 }),
    routes: fc.array(
      fc.record({
        webhooks: fc.array(fc.constantFrom("default", "ops"), { maxLength: 2 }),
        when: fc.record({ services: fc.array(words, { maxLength: 2 }) }, optional),
      }),
      { maxLength: 2 },
    ),
    accounts: fc.dictionary(words, fc.string(), { maxKeys: 2 }),
  },
  optional,
);

function check(text: string): boolean {
  const checked = checkConfig(text, now);
  if (checked.kind === "invalid") {
    expect(checked.problems.length).toBeGreaterThan(0);
    for (const problem of checked.problems) {
      const line = formatConfigProblem(problem, "f");
      expect(line).toMatch(/^f:\d+:\d+: [^\p{Cc}]+$/u);
      expect(line).not.toContain(secret);
    }
    return false;
  }
  // What is stored is what was written, by way of JSON.
  const stored = parseConfig(JSON.parse(JSON.stringify(checked.json)));
  expect(stored).toEqual(checked.config);
  expect(findMute(stored.mutes, buildDenial(), now)?.id).not.toBe("");
  expect(chooseWebhooks(buildDenial(), stored.routes).length).toBeGreaterThan(0);
  return true;
}

describe("checkConfig() on anything", () => {
  it("any text is judged, and none throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), fc.json()), (text) => {
        check(text);
      }),
    );
  });

  it("any JSON is judged, and no secret is repeated", () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        check(JSON.stringify(json));
      }),
      { numRuns: 300 },
    );
  });

  it("what it calls valid can be stored, read and gone by", () => {
    let valid = 0;
    fc.assert(
      fc.property(nearlyConfig, (config) => {
        if (check(JSON.stringify(config))) valid += 1;
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(valid).toBeGreaterThan(20);
  });
});
