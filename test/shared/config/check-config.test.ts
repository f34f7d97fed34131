import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { checkConfig, mostConfigBytes } from "../../../shared/config/check-config.ts";
import { formatConfigProblem } from "../../../shared/config/config-problem.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

const now = new Date("2026-03-04T05:06:07Z");
const webhookUrl = "https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/notARealSecret";

/** What `denywatch config check` prints, a line a problem. */
function problemsIn(text: string): readonly string[] {
  const checked = checkConfig(text, now);
  return checked.kind === "valid"
    ? []
    : checked.problems.map((problem) => formatConfigProblem(problem, "f"));
}

function warningsIn(config: unknown): readonly string[] {
  const checked = checkConfig(JSON.stringify(config), now);
  return checked.kind === "valid" ? checked.warnings : ["invalid"];
}

describe("checkConfig() valid", () => {
  it("an empty object has every default", () => {
    expect(checkConfig("{}", now)).toEqual({
      kind: "valid",
      json: {},
      warnings: [],
      config: {
        alerts: {
          quietDays: 7,
          growthFactor: 10,
          burst: { newFingerprints: 5, minutes: 10 },
          budget: { messages: 40, minutes: 10 },
        },
        history: { keepDays: 400 },
        mutes: [],
        benign: { disable: [], enable: [] },
        webhooks: { default: { parameterName: "/denywatch/slack-webhook" } },
        routes: [],
        accounts: {},
        digest: { schedule: "weekly", hourUtc: 8, weekday: "monday" },
        events: { busName: "default" },
        deploy: {
          regions: [],
          readOnlyEvents: true,
          ingest: { mode: "direct" },
          logRetentionDays: 90,
          tags: {},
          alarms: { emails: [], silenceHours: 24, oldestPendingMinutes: 90 },
        },
      },
    });
  });

  it("takes comments, trailing commas and a byte order mark", () => {
    const text = '\uFEFF// why\n{ /* what */ "history": { "keepDays": 30, }, }\n';
    expect(checkConfig(text, now)).toMatchObject({
      kind: "valid",
      json: { history: { keepDays: 30 } },
    });
  });

  it("the documented example is valid, whole, and says nothing to no effect", async () => {
    const text = await readFile(
      new URL("../../../docs/denywatch.config.json", import.meta.url),
      "utf8",
    );
    const checked = checkConfig(text, now);
    expect(checked).toMatchObject({ kind: "valid", warnings: [] });
    const written = checked.kind === "valid" ? Object.keys(checked.json as object) : [];
    const settings = Object.keys(parseConfig({ $schema: "" }));
    expect(written.toSorted()).toEqual(settings.toSorted());
  });

  it.each([
    { events: "off" },
    { deploy: { homeRegion: "us-gov-west-1", regions: ["us-gov-east-1"] } },
    { mutes: [{ reason: "x", until: "2026-12-31", denyType: "implicit" }] },
    { mutes: [{ reason: "x", until: "2026-12-31T06:00:00+02:00", region: "us-gov-west-1" }] },
    { mutes: [{ reason: "x", sourceIp: "2001:db8::/32" }] },
    { webhooks: { ops: { parameterName: "ops" } } },
  ])("%j", (config) => {
    expect(problemsIn(JSON.stringify(config))).toEqual([]);
  });
});

describe("checkConfig() says what is wrong, where, and what is allowed", () => {
  it.each([
    ["an unknown key", '{"alert": {}}', "f:1:2: alert: is no key here; known are $schema, alerts"],
    [
      "an unknown key of a mute",
      '{"mutes": [{"reason": "x", "user": "kim"}]}',
      "f:1:28: mutes[0].user: is no key here; known are id, reason, owner, until, principal",
    ],
    [
      "a wrong type",
      '{\n  "alerts": {\n    "quietDays": "7"\n  }\n}',
      'f:3:18: alerts.quietDays "7": must be a whole number from 1 to 365',
    ],
    ["a fraction", '{"history": {"keepDays": 1.5}}', "1.5: must be a whole number from 1 to 3650"],
    [
      "a number out of range",
      '{"digest": {"hourUtc": 24}}',
      "24: must be a whole number from 0 to",
    ],
    ["a list for an object", '{"alerts": []}', "f:1:12: alerts a list: must be an object"],
    ["an object for a list", '{"mutes": {}}', "mutes an object: must be a list"],
    ["no object at all", "[]", "f:1:1: a list: must be an object"],
    [
      "a word that is none of those known",
      '{"digest": {"schedule": "hourly"}}',
      'digest.schedule "hourly": must be one of daily, weekly, off',
    ],
    ["a mute without a condition", '{"mutes": [{"reason": "x"}]}', "needs at least one condition"],
    [
      "a mute without a reason",
      '{"mutes": [{"action": "s3:*"}]}',
      "f:1:12: mutes[0].reason: is missing: it must be text",
    ],
    ["an empty reason", '{"mutes": [{"action": "s3:*", "reason": " "}]}', '" ": must not be empty'],
    [
      "a glob that matches everything",
      '{"mutes": [{"principal": "*", "reason": "x"}]}',
      'f:1:26: mutes[0].principal "*": matches everything',
    ],
    [
      "an action without a service",
      '{"mutes": [{"action": "GetObject", "reason": "x"}]}',
      'must be an IAM action, such as "s3:GetObject"',
    ],
    [
      "an action for a service",
      '{"mutes": [{"service": "s3:*", "reason": "x"}]}',
      "must be a service's prefix in IAM",
    ],
    [
      "a time that is none",
      '{"mutes": [{"action": "s3:*", "reason": "x", "until": "2026-02-30"}]}',
      'mutes[0].until "2026-02-30": must be a date or a time',
    ],
    [
      "a block that is none",
      '{"mutes": [{"sourceIp": "192.0.2.0/40", "reason": "x"}]}',
      "must be an IP address, or a block in CIDR notation",
    ],
    [
      "a block of all addresses",
      '{"mutes": [{"sourceIp": "::/00", "reason": "x"}]}',
      "matches every address",
    ],
    ["an account that is none", '{"accounts": {"12": "x"}}', "accounts.12: must be 12 digits"],
    [
      "an account without quotes",
      '{"mutes": [{"account": 12}]}',
      "12: must be 12 digits in quotes",
    ],
    [
      "two mutes of one id",
      '{"mutes": [{"id": "a", "service": "s3", "reason": "x"}, {"id": "a", "service": "ec2", "reason": "x"}]}',
      "mutes[1]: has the id, or without one the conditions, of mutes[0]",
    ],
    [
      "two mutes of the same conditions",
      '{"mutes": [{"service": "s3", "reason": "x"}, {"service": "s3", "reason": "y"}]}',
      "of mutes[0]",
    ],
    [
      "a route to nowhere",
      '{"routes": [{"webhooks": ["ops"], "when": {"services": ["s3"]}}]}',
      'f:1:27: routes[0].webhooks[0] "ops": is no webhook; known are default',
    ],
    [
      "a route for everything, a second default",
      '{"routes": [{"webhooks": ["default"], "when": {}}]}',
      'What no route matches goes to the webhook "default" anyway',
    ],
    [
      "a route without webhooks",
      '{"routes": [{"webhooks": [], "when": {}}]}',
      "at least one webhook",
    ],
    [
      "two defaults",
      '{"webhooks": {"default": {"parameterName": "a"}, "default": {"parameterName": "b"}}}',
      "f:1:50: webhooks.default: is given twice; keep one",
    ],
    [
      "a benign entry that is not there",
      '{"benign": {"disable": ["nothing"]}}',
      'benign.disable[0] "nothing": is no entry of the benign catalogue',
    ],
    ["a bus that is none", '{"events": {"busName": "a b"}}', 'events.busName "a b": must be a bus'],
    ["no bus", '{"events": "on"}', 'events "on": must be "off", or {"busName": "..."}'],
    ["a prototype", '{"webhooks": {"__proto__": {}}}', "webhooks.__proto__: is no key"],
    ["no text at all", "", "f:1:1: cannot read the JSON: expected a value"],
    ["no JSON", "{\n  alerts: 1\n}", "f:2:3: cannot read the JSON"],
    ["a comment without an end", "{} /* so", "this comment is not closed"],
    ["two values", "{} {}", "f:1:4: cannot read the JSON: expected nothing more"],
    ["brackets without an end", "[".repeat(70_000), "nested deeper than 64 levels"],
  ])("%s", (_title, text, expected) => {
    expect(problemsIn(text).join("\n")).toContain(expected);
  });

  it("a text longer than an item can hold", () => {
    const text = `{}${" ".repeat(mostConfigBytes)}`;
    expect(problemsIn(text)).toEqual(["f:1:1: is 80002 bytes long; at most 80000"]);
    // Fewer characters, and as many bytes.
    const names = `{"accounts": {"210987654321": "${"ü".repeat(50_000)}"}}`;
    expect(problemsIn(names).join()).toContain("bytes long; at most 80000");
  });

  it("every mistake, in the order of the file", () => {
    const text = '{\n"mutes": [{}],\n"alerts": {"quietDays": 0},\n"x": 1,\n"history": 3}';
    expect(problemsIn(text).map((line) => line.split(": ")[0])).toEqual([
      "f:2:11",
      "f:3:25",
      "f:4:1",
      "f:5:12",
    ]);
  });
});

describe("checkConfig() repeats no webhook URL", () => {
  it.each([
    ["for a parameter's name", { webhooks: { default: { parameterName: webhookUrl } } }],
    ["for a webhook", { webhooks: { default: webhookUrl } }],
    ["for a webhook's name", { webhooks: { [webhookUrl]: { parameterName: "a" } } }],
    ["for a webhook's name in a route", { routes: [{ webhooks: [webhookUrl], when: {} }] }],
    ["without its scheme", { webhooks: { default: { parameterName: webhookUrl.slice(8) } } }],
    ["under another key", { webhooks: { default: { url: webhookUrl } } }],
    ["as a key", { [webhookUrl]: 1 }],
    ["in a reason", { mutes: [{ reason: webhookUrl.repeat(10), service: "s3" }] }],
    ["in a benign id", { benign: { enable: [webhookUrl] } }],
    ["in a list", { alerts: [webhookUrl] }],
  ])("%s", (_title, config) => {
    const lines = problemsIn(JSON.stringify(config));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toContain("notARealSecret");
  });
});

describe("checkConfig() warns", () => {
  it.each<[string, unknown, readonly unknown[]]>([
    [
      "of mutes that hide next to everything",
      {
        mutes: [
          { principal: "arn:aws:iam::*", reason: "x" },
          { principal: "a*", sourceIp: "128.0.0.0/1", reason: "x" },
          { principal: "a*", action: "s3:*", reason: "x" },
        ],
      },
      [
        'mutes[0] hides nearly everything: principal "arn:aws:iam::*" says next to nothing',
        'mutes[1] hides nearly everything: principal "a*" and sourceIp "128.0.0.0/1" says next to nothing',
      ],
    ],
    [
      "of a mute that another comes before",
      {
        mutes: [
          { action: "s3:*", reason: "x" },
          { action: "ec2:*", reason: "x", until: "2026-03-04" },
          { action: "S3:Get*", account: "210987654321", reason: "x" },
        ],
      },
      [
        'mutes[1] ended at "2026-03-04" and mutes nothing; renew or remove it',
        "mutes[2] never hides anything: mutes[0] comes first and matches whatever it matches",
      ],
    ],
    [
      "of a mute that has ended",
      { mutes: [{ service: "s3", reason: "x", until: "2026-03-04" }] },
      ['mutes[0] ended at "2026-03-04" and mutes nothing; renew or remove it'],
    ],
    [
      "not of one that ends later",
      { mutes: [{ service: "s3", reason: "x", until: "2026-03-05" }] },
      [],
    ],
    [
      "of a webhook that nothing uses",
      { webhooks: { ops: { parameterName: "ops" } } },
      ["webhooks.ops is in no route that decides and gets nothing"],
    ],
    [
      "of a route that one before it covers, and its webhook",
      {
        webhooks: { ops: { parameterName: "ops" } },
        routes: [
          { webhooks: ["default"], when: { services: ["s*"] } },
          { webhooks: ["ops"], when: { services: ["s3"], severities: ["info"] } },
        ],
      },
      [
        "routes[1] never decides: routes[0] before it matches all that it does; put it first, or remove it",
        expect.stringContaining("webhooks.ops is in no route that decides"),
      ],
    ],
    [
      "of two webhooks with one parameter",
      {
        webhooks: { ops: { parameterName: "a" }, security: { parameterName: "a" } },
        routes: [{ webhooks: ["ops", "security"], when: { services: ["s3"] } }],
      },
      [expect.stringContaining("webhooks.security has the parameter of webhooks.ops")],
    ],
    [
      "of a switch that changes nothing",
      { benign: { disable: ["scanner-wiz"], enable: ["config-recorder"] } },
      [expect.stringContaining("off by default"), expect.stringContaining("on by default")],
    ],
  ])("%s", (_title, config, expected) => {
    expect(warningsIn(config)).toEqual(
      expected.length === 0 ? [] : expect.arrayContaining([...expected]),
    );
  });
});
