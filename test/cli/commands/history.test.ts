import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences } from "../../../shared/history/occurrence.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { buildEntry } from "../../support/history-entries.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";

const hostileName = "=cmd|'/c calc'!A1\u001b]0;pwned\u0007";

describe("denywatch history, top and report", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startDynalite();
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("DENYWATCH_TABLE_NAME", engine.tableName);
    const history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
    const now = new Date();
    const names = ["Deploy", "Deploy", "Audit", hostileName];
    const denials = names.map((name, index) => ({
      ...buildEntry({
        fingerprint: `fp1_${name === hostileName ? "Hostile" : name}`,
        sample: { principal: { name } },
      }).sample,
      dedupeId: `e-${index}`,
      eventId: `e-${index}`,
      occurredAt: new Date(now.getTime() - (index + 1) * 60_000).toISOString(),
    }));
    for (const group of groupOccurrences(denials))
      await history.recordOccurrences(group, null, now);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await engine.stop();
  });

  it("lists a page, and says how to get the next", async () => {
    const { code, stdout, stderr } = await runCli(["history", "--limit", "2", "--json"]);
    expect(code).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { fingerprint: "fp1_Deploy", count: 2 },
      { fingerprint: "fp1_Audit", count: 1 },
    ]);
    const [, next = ""] = /^More: --next (\S+)\n$/.exec(stderr) ?? [];
    const rest = await runCliHere(["history", "--limit", "2", "--next", next]);
    expect(rest).toMatchObject({ code: 0, stderr: "" });
    expect(rest.stdout).toContain("[U+001B]]0;pwned[U+0007]");
    // eslint-disable-next-line no-control-regex -- that there is none is the point
    expect(rest.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it("writes AWS's seven columns as CSV, and no formula", async () => {
    const head = await runCliHere([
      "history",
      "--columns",
      "athena",
      "--csv",
      "--principal",
      "Audit",
    ]);
    expect(head.stdout.split("\r\n")[0]).toBe(
      "Time,Identity ARN,Event ID,Service,Action,Error,Message",
    );
    expect(head.stdout.split("\r\n")).toHaveLength(3);
    const hostile = await runCliHere(["history", "--columns", "who", "--csv", "--principal", "=*"]);
    expect(hostile.stdout).toContain("\r\n'=cmd|");
  });

  it("shows one, by the first characters of its fingerprint", async () => {
    const { code, stdout, stderr } = await runCli(["show", "fp1_De", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ fingerprint: "fp1_Deploy", count: 2, predecessor: null },
      samples: [{ eventId: "e-1" }, { eventId: "e-0" }],
    });
    expect(stdout).toContain('"remediation":[{"id":');
  });

  it("says accounts by the names of the config, on a terminal of any width", async () => {
    const accounts = { "210987654321": "orchard-build" };
    await engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: {
          ...{ pk: { S: "C" }, sk: { S: "current" }, z: { N: "1" } },
          config: { S: JSON.stringify({ accounts }) },
        },
      }),
    );
    const on = (columns: number, ...args: readonly string[]) =>
      runCliHere(args, "", { NO_COLOR: "1", COLUMNS: "" }, { columns });
    const shown = await on(120, "show", "fp1_De");
    expect(shown.stdout).toMatch(/^ {2}Account +orchard-build \(210987654321\)$/m);
    const ranked = await on(80, "top", "account");
    expect(ranked.stdout).toContain("orchard-build (210987654321)");
    for (const [columns, head] of [
      [80, /^AGO +COUNT +SEVERITY +WHO +ACTION +ON +FINGERPRINT$/m],
      [120, /^AGO .* WHY +FINGERPRINT$/m],
      [180, /^LAST SEEN .* ACCOUNT .* WHY +FINGERPRINT$/m],
    ] as const) {
      const { stdout } = await on(columns, "history");
      expect(stdout).toMatch(head);
      expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(
        columns,
      );
    }
    const wide = await on(180, "history");
    expect(wide.stdout).toContain("orchard-build");
  });

  it("ranks", async () => {
    const { code, stdout } = await runCli(["top", "account", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ by: "account", name: "210987654321", problems: 3 });
  });

  it("writes the report to standard output", async () => {
    const { code, stdout } = await runCli(["report", "--since", "24h", "--output", "-"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain("[U+001B]");
  });

  it.each([
    [["history", "--columns", "nope"], '--columns knows no "nope"; presets: narrow'],
    [["top", "colour"], "top takes principal, action, policy-type, account, service, resource"],
    [["history", "--json", "--csv"], "--json and --csv exclude each other"],
  ])("%j: exit code 2, and what to do", async (args, expected) => {
    const { code, stdout, stderr } = await runCliHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(expected);
  });
});
