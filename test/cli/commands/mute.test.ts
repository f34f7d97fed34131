import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createMuteClient } from "../../../shared/delivery/mutes.client.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { runCli } from "../../support/run-cli.ts";

describe("denywatch mute", () => {
  let engine: Engine;
  beforeAll(async () => {
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
  });
  beforeEach(() => emptyTable(engine));

  const mutes = () => createMuteClient(engine.dynamoDb, engine.tableName, () => new Date()).list();

  it("writes every condition, and takes the mute back", async () => {
    const conditions = {
      principal: "*:role/scanner",
      account: "210987654321",
      service: "ec2",
      action: "ec2:Describe*",
      resource: "*:instance/*",
      denyType: "implicit",
      policyType: "identity-based",
      region: "eu-west-1",
      sourceIp: "198.51.100.0/24",
      userAgent: "Boto3/*",
      invokedBy: "config.*",
      identityType: "AssumedRole",
    };
    const flags = Object.entries(conditions).flatMap(([name, value]) => [
      name === "region"
        ? "--event-region"
        : `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]);
    const muted = await runCli(["mute", ...flags, "--reason", "nightly", "--for", "7d"]);
    expect(muted).toMatchObject({ code: 0, stderr: "" });
    const [mute] = await mutes();
    expect(mute).toMatchObject({ ...conditions, reason: "nightly" });

    const unmuted = await runCli(["unmute", mute?.id ?? ""]);
    expect(unmuted.code).toBe(0);
    expect(await mutes()).toEqual([]);
  });

  it.each([
    ["no condition", [], "needs at least one condition: --principal, --account"],
    ["a glob for everything", ["--principal", "*"], '--principal "*": matches everything'],
    ["no account", ["--account", "12"], '--account "12": must be 12 digits'],
    ["no address", ["--source-ip", "10.0.0"], '--source-ip "10.0.0": must be an IP address'],
    ["no reason", ["--service", "s3", "--reason", " "], '--reason " ": must not be empty'],
    ["no deny type", ["--deny-type", "maybe"], '--deny-type "maybe": must be one of explicit'],
    ["no identity", ["--identity-type", "Me"], '--identity-type "Me": must be one of Root'],
  ])("%s: says so, and writes nothing", async (_title, flags, expected) => {
    const { code, stderr } = await runCli(["mute", "--reason", "x", "--owner", "kim", ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
    expect(await mutes()).toEqual([]);
  });
});
