import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Diagnosis } from "../../../cli/doctor/doctor-check.ts";
import { type AwsAnswer, denied, expiredToken } from "../../support/aws-answer.ts";
import { type AwsRequest, type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import {
  type DeploymentShape,
  healthyDeployment,
  organizationShape,
  singleShape,
} from "../../support/healthy-deployment.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";

type Fault = (request: AwsRequest) => AwsAnswer | null;
const none: Fault = () => null;
let server: AwsServer | null = null;
let slack: SlackServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
  slack = await startSlackServer();
});
afterAll(async () => {
  await slack.close();
  await rm(folder, { recursive: true });
});
afterEach(async () => await server?.close());

async function run(
  fault: Fault = none,
  args: readonly string[] = [],
  shape: DeploymentShape = singleShape,
  how: typeof runCli = runCliHere,
) {
  server = await startAwsServer({ services: healthyDeployment(shape), fault });
  return await how(["doctor", ...args], "", server.environment);
}

async function diagnose(
  fault: Fault,
  shape: DeploymentShape = singleShape,
  args: readonly string[] = [],
) {
  const { code, stdout, stderr } = await run(fault, ["--json", ...args], shape);
  expect(stderr).toBe("");
  const all = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Diagnosis);
  return { code, all, bad: all.filter(({ status }) => status !== "ok") };
}

function body(operation: string, value: unknown): Fault {
  return (request) => (request.operation === operation ? { kind: "json", body: value } : null);
}

/** A call's IAM action; the REST calls by their path. */
function actionOf({ service, operation, path }: AwsRequest): string {
  const prefix = service === "monitoring" ? "cloudwatch" : service;
  if (service !== "lambda") return `${prefix}:${operation}`;
  if (path.endsWith("/policy")) return "lambda:GetPolicy";
  return path.includes("event-source-mappings")
    ? "lambda:GetEventSourceMapping"
    : "lambda:GetFunctionConfiguration";
}

const documentation = readFileSync(new URL("../../../docs/doctor.md", import.meta.url), "utf8");
const documented = [
  ...(/"Action": \[([^\]]*)\]/.exec(documentation)?.[1] ?? "").matchAll(/"(.+)"/g),
]
  .map(([, action = ""]) => action)
  .toSorted();

describe("denywatch doctor", () => {
  it("finds nothing where all is well with one account and Region", async () => {
    const { code, stdout, stderr } = await run(none, [], singleShape, runCli);
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(/^(warn|fail|skip)/m);
    expect(stdout).toMatch(/\n\d+ ok\n$/);
    expect(code).toBe(0);
  });

  it("finds nothing where all is well with an organization, and calls all that its policy allows, no more", async () => {
    const { code, all, bad } = await diagnose(none, organizationShape);
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect([...new Set(all.map(({ check }) => check))]).toEqual([
      ...["stack", "config", "trail", "rule", "target", "permission", "bus", "function"],
      ...["queue", "table", "webhook", "organization"],
    ]);
    expect(all.map(({ says }) => says)).toEqual(
      expect.arrayContaining([
        'Stack "Denywatch-us-east-1" is in us-east-1.',
        'Event bus "denywatch" takes denials from organization o-orchard1234.',
        'Function "alert" takes batches from the queue.',
        "The StackSet is current in 4 places.",
        "All 3 accounts are covered in eu-west-1, us-east-1.",
      ]),
    );
    const called = new Set(server?.requests.map(actionOf));
    // The one thing that only direct ingest asks for.
    await run();
    for (const request of server?.requests ?? []) called.add(actionOf(request));
    expect([...called].toSorted()).toEqual(documented);
    const listings = server?.requests.filter(({ operation }) => operation === "ListStackInstances");
    expect(listings).toEqual([]);
  });

  it("lists the StackSet's instances once, each page", async () => {
    await diagnose(none, organizationShape);
    const listings = server?.requests.filter(({ operation }) => operation === "ListStackInstances");
    expect(listings?.map(({ input }) => input["StackSetName"])).toEqual(
      Array(4).fill("Denywatch-Members:7d1f6c1a-aaaa-4bbb-8ccc-ddddeeeeffff"),
    );
  });

  /** Calls by what would be skipped together: none of a group keeps another of it from being made. */
  const refused: readonly (readonly [DeploymentShape, readonly string[]])[] = [
    [organizationShape, ["cloudformation:ListStackResources"]],
    [organizationShape, ["dynamodb:GetItem"]],
    [
      organizationShape,
      [
        ...["cloudformation:ListStackInstances", "cloudtrail:DescribeTrails"],
        ...["cloudwatch:GetMetricStatistics", "dynamodb:DescribeContinuousBackups"],
        ...["dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "events:DescribeEventBus"],
        ...["events:DescribeRule", "events:ListTargetsByRule", "lambda:GetEventSourceMapping"],
        ...["lambda:GetFunctionConfiguration", "sqs:GetQueueAttributes", "ssm:DescribeParameters"],
      ],
    ],
    [
      organizationShape,
      ["cloudtrail:GetTrailStatus", "events:TestEventPattern", "organizations:ListAccounts"],
    ],
    [singleShape, ["cloudtrail:GetEventSelectors", "lambda:GetPolicy"]],
  ];

  it.each(refused)(
    "skips what may not be read, names it, and goes on (%#)",
    async (shape, actions) => {
      const { code, all, bad } = await diagnose((request) => {
        const action = actionOf(request);
        return actions.includes(action) ? denied(action) : null;
      }, shape);
      const skipped = new Set<string>();
      for (const { status, says, todo } of bad) {
        expect(status).toBe("skip");
        const [, action = ""] =
          /^Allow (\S+): docs\/doctor.md has the whole policy/.exec(todo ?? "") ?? [];
        expect(says).toContain(`needs the permission ${action} (`);
        skipped.add(action);
      }
      expect([...skipped].toSorted()).toEqual(actions.toSorted());
      expect(all.at(-1)?.check).toMatch(/^(webhook|organization)$/);
      expect(code).toBe(0);
    },
  );

  it("is tried without each permission that is documented", () => {
    expect(refused.flatMap(([, actions]) => actions).toSorted()).toEqual(documented);
  });

  it.each<[string, Fault, string, DeploymentShape?]>([
    ["no trail", body("DescribeTrails", { trailList: [] }), "No trail records in eu-west-1"],
    ["a trail that is off", body("GetTrailStatus", { IsLogging: false }), "No trail logs"],
    [
      "a rule that is off",
      body("DescribeRule", { State: "DISABLED", EventPattern: "{}" }),
      "is DISABLED",
    ],
    [
      "a rule that misses read-only calls",
      body("DescribeRule", { State: "ENABLED", EventPattern: "{}" }),
      "denied Describe, Get and List calls are missed",
    ],
    [
      "a rule on a schedule",
      body("DescribeRule", { State: "ENABLED" }),
      'Rule "denials-rule" has no event pattern',
    ],
    ["a rule without target", body("ListTargetsByRule", { Targets: [] }), "goes nowhere"],
    [
      "a function that may not be started",
      body("GET /2015-03-31/functions/alert/policy", {}),
      "may not start",
    ],
    [
      "a policy that is no JSON",
      body("GET /2015-03-31/functions/alert/policy", { Policy: "{" }),
      "may not start",
    ],
    [
      "a function that fails always",
      ({ service, input }) =>
        service !== "monitoring" || input["MetricName"] === "Throttles"
          ? null
          : {
              kind: "json",
              body: { Datapoints: [{ Sum: 3, Timestamp: Date.UTC(2026, 2, 4, 13) / 1000 }] },
            },
      "failed 3 of 3 times in the last day, last in the hour from 2026-03-04T13:00Z",
    ],
    [
      "a schedule that is gone",
      body("GetMetricStatistics", { Datapoints: [] }),
      'Function "deliver" did not run in the last day, though it should every minute',
    ],
    [
      "what never arrived",
      body("GetQueueAttributes", { Attributes: { ApproximateNumberOfMessages: "3" } }),
      "denywatch redrive",
    ],
    [
      "a queue that takes nothing",
      body("GetQueueAttributes", { Attributes: { ApproximateNumberOfMessages: "0" } }),
      'Queue UndeliveredEvents (eu-west-1) takes nothing from rule "denials-rule"',
    ],
    [
      "a table without index",
      body("DescribeTable", { Table: { TableStatus: "ACTIVE" } }),
      "lacks the index",
    ],
    [
      "a parameter for all to read",
      body("DescribeParameters", {
        Parameters: [{ Name: "/denywatch/slack-webhook", Type: "String" }],
      }),
      "is a String",
    ],
    ["a pattern that misses", body("TestEventPattern", { Result: false }), "of the sample denials"],
    [
      "a config that cannot be read",
      body("GetItem", { Item: { z: { N: "4" }, config: { S: "{" } } }),
      "it is no JSON. In force are the defaults",
    ],
    [
      "a bus without policy",
      body("DescribeEventBus", { Name: "denywatch" }),
      'Event bus "denywatch" takes nothing from organization o-orchard1234',
      organizationShape,
    ],
    [
      "a bus that others may put to",
      body("DescribeEventBus", { Name: "denywatch", Policy: "no policy" }),
      'Event bus "denywatch" takes nothing from organization o-orchard1234',
      organizationShape,
    ],
    [
      "a forwarder that is not deployed",
      none,
      'There is no stack "Denywatch-us-east-1" in us-east-1: its denials are not forwarded',
      { ...organizationShape, stacks: { Denywatch: organizationShape.stacks["Denywatch"] ?? {} } },
    ],
    [
      "batches that nobody takes",
      ({ path }) =>
        path.includes("event-source-mappings")
          ? { kind: "json", body: { State: "Disabled" } }
          : null,
      'to function "alert" is Disabled: they wait',
      organizationShape,
    ],
    [
      "accounts that are not covered",
      none,
      "No forwarder in 678901234567 us-east-1",
      { ...organizationShape, instances: organizationShape.instances.slice(0, 3) },
    ],
    [
      "a StackSet that is nowhere",
      none,
      "The StackSet is in no account",
      { ...organizationShape, instances: [] },
    ],
    [
      "a Region without the hub",
      none,
      'There is no stack "Denywatch" in eu-west-1',
      { ...singleShape, stacks: {} },
    ],
  ])("fails on %s", async (_title, fault, said, shape = singleShape) => {
    const { code, stdout } = await run(fault, [], shape);
    expect(stdout).toContain(said);
    expect(stdout).toMatch(/^fail/m);
    expect(code).toBe(1);
  });

  it("warns where the rule would catch Denywatch's own denials", async () => {
    const { bad } = await diagnose(body("TestEventPattern", { Result: true }));
    expect(bad.map(({ status, says }) => `${status} ${says}`)).toEqual([
      'warn Rule "denials-rule" does not tell Denywatch\'s own denials apart: they could go round.',
      'warn Rule "own-rule" catches others\' denials too.',
    ]);
  });

  it("warns where a pattern is none that this version builds, even one that is no JSON", async () => {
    const pattern = 'arn:aws:iam::456789012345:role/alert"';
    const state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    const { bad } = await diagnose((request) =>
      request.operation === "DescribeRule"
        ? { kind: "json", body: { State: state, EventPattern: pattern } }
        : request.operation === "TestEventPattern"
          ? {
              kind: "json",
              body: { Result: !String(request.input["Event"]).includes("role/alert") },
            }
          : null,
    );
    expect(bad[0]?.says).toBe('Rule "denials-rule" has another pattern than this version builds.');
  });

  it("looks at what the flags name, where there is no stack", async () => {
    const flags = ["--table", "denywatch-table", "--function", "alert", "--rule", "denials-rule"];
    const { code, all } = await diagnose(none, { ...singleShape, stacks: {} }, flags);
    expect(all[0]?.says).toContain("what the flags name is looked at");
    expect(all.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(all.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["config", "rule", "target", "function", "table"]),
    );
    expect(code).toBe(0);
  });

  describe("--config", () => {
    const compare = async (config: object) => {
      const file = join(folder, "denywatch.config.json");
      await writeFile(file, JSON.stringify(config));
      const { code, all } = await diagnose(none, organizationShape, ["--config", file]);
      const found = all.find(({ check }) => check === "config");
      return { code, status: found?.status, says: found?.says.replace(file, "FILE") };
    };

    it("finds that the config in force equals the file, whatever the order of its fields", async () => {
      const reversed = Object.fromEntries(
        Object.entries(organizationShape.config ?? {}).toReversed(),
      );
      expect(await compare(reversed)).toEqual({
        code: 0,
        status: "ok",
        says: "The config in force (version 3) equals FILE.",
      });
    });

    it("names what differs, and how to push it", async () => {
      const changed = { ...organizationShape.config, alerts: { quietDays: 30 } };
      expect(await compare(changed)).toEqual({
        code: 0,
        status: "warn",
        says: "The config in force (version 3) differs from FILE: alerts.quietDays.",
      });
    });

    it.each([
      ["absent.json", null, 'cannot read "'],
      ["broken.json", '{ "alerts": { "quietDays": "x" } }', "broken.json:1:"],
    ])("refuses %s, and looks at nothing", async (name, text, said) => {
      const file = join(folder, name);
      if (text !== null) await writeFile(file, text);
      const { code, stdout, stderr } = await run(none, ["--config", file]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(said);
      expect(server?.requests).toEqual([]);
    });
  });

  describe("--send-test", () => {
    const parameters = (values: Readonly<Record<string, AwsAnswer | string>>): Fault => {
      return ({ operation, input }) => {
        if (operation !== "GetParameter") return null;
        const value = values[String(input["Name"])] ?? "";
        return typeof value === "string"
          ? { kind: "json", body: { Parameter: { Type: "SecureString", Value: value } } }
          : value;
      };
    };

    it("posts a marked message to each webhook, and shows no URL", async () => {
      const before = slack.messages.length;
      const { code, all, bad } = await diagnose(
        parameters({
          "/denywatch/slack-webhook": slack.webhookUrl,
          "/denywatch/data-webhook": slack.webhookUrl,
        }),
        organizationShape,
        ["--send-test"],
      );
      expect(bad).toEqual([]);
      expect(code).toBe(0);
      const posted = slack.messages.slice(before);
      expect(posted).toHaveLength(2);
      expect(posted[0]).toMatchObject({
        text: "Denywatch test: alerts arrive here. Nothing was denied.",
      });
      expect(JSON.stringify(all)).not.toContain("/services/");
    });

    it("says which webhook does not work, and tries the others", async () => {
      const gone = await startSlackServer({
        respond: () => ({ kind: "error", status: 404, body: "no_service" }),
      });
      const before = slack.messages.length;
      const { code, all } = await diagnose(
        parameters({
          "/denywatch/slack-webhook": gone.webhookUrl,
          "/denywatch/data-webhook": slack.webhookUrl,
        }),
        organizationShape,
        ["--send-test"],
      );
      await gone.close();
      const tests = all.filter(({ check }) => check === "send-test");
      expect(tests.map(({ status }) => status)).toEqual(["fail", "ok"]);
      expect(tests[0]?.says).toContain("no_service");
      expect(tests[0]?.todo).toContain('"/denywatch/slack-webhook"');
      expect(slack.messages).toHaveLength(before + 1);
      expect(code).toBe(1);
    });

    it("quotes nothing of a parameter that holds no webhook, and skips one that may not be read", async () => {
      const { code, all } = await diagnose(
        parameters({
          "/denywatch/slack-webhook": "xoxb-not-a-url",
          "/denywatch/data-webhook": denied("ssm:GetParameter"),
        }),
        organizationShape,
        ["--send-test"],
      );
      const tests = all.filter(({ check }) => check === "send-test");
      expect(tests.map(({ status }) => status)).toEqual(["fail", "skip"]);
      expect(JSON.stringify(tests)).not.toContain("xoxb");
      expect(code).toBe(1);
    });
  });

  it("does not wait for a service that hangs", async () => {
    const { code, stdout } = await run(
      ({ service }) => (service === "sqs" ? { kind: "hang" } : null),
      ["--timeout", "0.2"],
    );
    expect(stdout).toContain("no answer came");
    expect(stdout).toContain("is a SecureString");
    expect(code).toBe(1);
  });

  it.each<[string, AwsAnswer, string]>([
    ["expired credentials", expiredToken, "the credentials have expired; sign in again"],
    [
      "credentials that are none",
      { kind: "error", status: 403, code: "InvalidClientTokenId" },
      "AWS does not accept the credentials",
    ],
  ])("ends at %s, in one line", async (_title, answer, said) => {
    const { code, stdout, stderr } = await run(() => answer);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^denywatch: Cannot call .*\n$/);
    expect(stderr).toContain(said);
  });
});
