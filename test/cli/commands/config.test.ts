import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createConfigStore } from "../../../shared/config/config-store.client.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";

const webhookUrl = "https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/notARealSecret";

describe("denywatch config", () => {
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-config-"));
    engine = await startDynalite();
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("DENYWATCH_TABLE_NAME", engine.tableName);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await engine.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => emptyTable(engine));

  async function file(text: string): Promise<string> {
    const path = join(folder, "denywatch.config.json");
    await writeFile(path, text);
    return path;
  }
  const stored = () =>
    createConfigStore(engine.dynamoDb, engine.tableName, () => new Date()).current();

  it("check says that a config is valid, and warns on standard error", async () => {
    const path = await file('{ "webhooks": { "ops": { "parameterName": "ops" } } } // so far');
    expect(await runCli(["config", "check", path])).toEqual({
      code: 0,
      stdout: `${path} is valid.\n`,
      stderr: `${path}: warning: webhooks.ops is in no route that decides and gets nothing\n`,
    });
  });

  it("check names each mistake with its place, and no webhook URL", async () => {
    const path = await file(
      `{\n  "mutes": [{ "principal": "*", "reason": "x" }],\n  "webhooks": { "default": { "parameterName": "${webhookUrl}" } }\n}`,
    );
    const { code, stdout, stderr } = await runCliHere(["config", "check", path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${path}:2:28: mutes[0].principal "*": matches everything`);
    expect(stderr).toContain(`${path}:3:47: webhooks.default.parameterName (a URL, not shown)`);
    expect(stderr).not.toContain("notARealSecret");
  });

  it("check says which file it cannot read", async () => {
    const { code, stderr } = await runCliHere(["config", "check", join(folder, "none.json")]);
    expect(code).toBe(2);
    expect(stderr).toContain(`cannot read "${join(folder, "none.json")}": ENOENT`);
  });

  it("schema prints the JSON Schema", async () => {
    const { code, stdout } = await runCliHere(["config", "schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: "Denywatch config", type: "object" });
  });

  it("push shows the difference and puts the config in force; diff finds none then", async () => {
    const path = await file('{ "alerts": { "quietDays": 30 } }');
    const pushed = await runCli(["config", "push", path, "--yes"]);
    expect(pushed).toMatchObject({ code: 0, stderr: "" });
    expect(pushed.stdout).toContain("nothing was pushed yet");
    expect(pushed.stdout).toContain("~ alerts.quietDays: 7 -> 30");
    expect(pushed.stdout).toContain("Pushed as version 1");
    expect(await stored()).toMatchObject({ version: 1, config: { alerts: { quietDays: 30 } } });

    const diff = await runCliHere(["config", "diff", path]);
    expect(diff.stdout).toMatch(/^In force: version 1, pushed .* by .*\.\nNo difference\.\n$/);
    const again = await runCliHere(["config", "push", path, "--yes"]);
    expect(again).toMatchObject({ code: 0 });
    expect((await stored()).version).toBe(1);
  });

  it("push changes nothing where nobody confirms, or the config is invalid", async () => {
    const unconfirmed = await runCliHere(["config", "push", await file('{ "events": "off" }')]);
    expect(unconfirmed.code).toBe(2);
    expect(unconfirmed.stdout).toContain('~ events: {"busName":"default"} -> "off"');
    expect(unconfirmed.stderr).toContain("give --yes");
    const invalid = await runCliHere(["config", "push", await file('{ "x": 1 }'), "--yes"]);
    expect(invalid.code).toBe(2);
    expect((await stored()).version).toBe(0);
  });

  it("push mends a broken config, and says what was in force", async () => {
    await engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: { pk: { S: "C" }, sk: { S: "current" }, z: { N: "3" }, config: { S: "{" } },
      }),
    );
    const { code, stderr } = await runCliHere(["config", "push", await file("{}"), "--yes"]);
    expect(code).toBe(0);
    expect(stderr).toContain("In force are the defaults");
    expect(await stored()).toMatchObject({ version: 4, problem: null });
  });
});
