import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type AwsAnswer, denied } from "../../support/aws-answer.ts";
import { type AwsRequest, type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { healthyServices } from "../../support/healthy-deployment.ts";
import { runCli } from "../../support/run-cli.ts";

type Fault = (request: AwsRequest) => AwsAnswer | null;
let server: AwsServer | null = null;
afterEach(async () => await server?.close());

async function run(fault: Fault = () => null, args: readonly string[] = []) {
  server = await startAwsServer({ services: healthyServices, fault });
  return await runCli(["doctor", ...args], "", server.environment);
}

function body(operation: string, value: unknown): Fault {
  return (request) => (request.operation === operation ? { kind: "json", body: value } : null);
}

describe("denywatch doctor", () => {
  it("finds nothing where all is well, and calls only what its policy allows", async () => {
    const { code, stdout, stderr } = await run();
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(/^(warn|fail|skip)/m);
    expect(stdout).toMatch(/\n\d+ ok\n$/);
    expect(code).toBe(0);
    const policy = readFileSync(new URL("../../../docs/doctor.md", import.meta.url), "utf8");
    const allowed = new Set(policy.match(/"[a-z]+:[A-Za-z]+"/g));
    const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };
    const called = new Set(
      server?.requests.map(({ service, operation, path }) => {
        const name =
          service !== "lambda"
            ? operation
            : path.endsWith("/policy")
              ? "GetPolicy"
              : "GetFunctionConfiguration";
        return `"${prefixes[service] ?? service}:${name}"`;
      }),
    );
    expect(called.size).toBeGreaterThan(13);
    expect([...called].filter((action) => !allowed.has(action))).toEqual([]);
  });

  it.each<[string, Fault, string]>([
    ["no trail", body("DescribeTrails", { trailList: [] }), "No trail records in eu-west-1"],
    ["a trail that is off", body("GetTrailStatus", { IsLogging: false }), "No trail logs"],
    [
      "a rule that is off",
      body("DescribeRule", { State: "DISABLED", EventPattern: "{}" }),
      "is DISABLED",
    ],
    ["a rule without target", body("ListTargetsByRule", { Targets: [] }), "goes nowhere"],
    [
      "what never arrived",
      body("GetQueueAttributes", { Attributes: { ApproximateNumberOfMessages: "3" } }),
      "denywatch redrive",
    ],
    [
      "a parameter for all to read",
      body("DescribeParameters", {
        Parameters: [{ Name: "/denywatch/slack-webhook", Type: "String" }],
      }),
      "is a String",
    ],
    ["a pattern that misses", body("TestEventPattern", { Result: false }), "of the sample denials"],
  ])("fails on %s", async (_title, fault, said) => {
    const { code, stdout } = await run(fault);
    expect(stdout).toContain(said);
    expect(stdout).toMatch(/^fail/m);
    expect(code).toBe(1);
  });

  it("skips what it may not read, names the action, and goes on", async () => {
    const { code, stdout } = await run(
      ({ operation }) =>
        operation === "DescribeTimeToLive" ? denied("dynamodb:DescribeTimeToLive") : null,
      ["--json"],
    );
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const skipped = lines.filter(({ status }) => status === "skip");
    expect(skipped.map(({ todo }) => todo)).toEqual([
      "Allow dynamodb:DescribeTimeToLive: docs/doctor.md has the whole policy.",
    ]);
    expect(lines.at(-1)).toMatchObject({ check: "webhook", status: "ok" });
    expect(code).toBe(0);
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
});
