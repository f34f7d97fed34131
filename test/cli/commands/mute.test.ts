import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createMuteClient } from "../../../shared/delivery/mutes.client.ts";
import { checkConfig } from "../../../shared/config/check-config.ts";
import { findMute } from "../../../shared/delivery/mute.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences } from "../../../shared/history/occurrence.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { buildEntry } from "../../support/history-entries.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
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

  /** Occurrences of one denial just now; hidden where a mute of the table says so. */
  async function record(...eventIds: readonly string[]): Promise<void> {
    const now = new Date();
    const history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
    const { sample } = buildEntry();
    const occurrences = eventIds.map((id) => ({
      ...{ ...sample, dedupeId: id, eventId: id, occurredAt: now.toISOString() },
    }));
    const mute = findMute(await mutes(), sample, now);
    const hider = mute === null ? null : ({ status: "muted", by: mute.id } as const);
    for (const group of groupOccurrences(occurrences)) {
      await history.recordOccurrences(group, hider, now);
    }
  }

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
    const muted = await runCli(["mute", ...flags, "--reason", "nightly", "--for", "7d", "--yes"]);
    expect(muted).toMatchObject({ code: 0, stderr: "" });
    const [mute] = await mutes();
    expect(mute).toMatchObject({ ...conditions, reason: "nightly" });

    const unmuted = await runCli(["unmute", mute?.id ?? ""]);
    expect(unmuted.code).toBe(0);
    expect(await mutes()).toEqual([]);
  });

  it("shows what it would hide, and writes nothing where nobody says yes", async () => {
    await record("e-1", "e-2");
    const flags = ["--action", "s3:*", "--reason", "known"];
    const asked = await runCliHere(["mute", ...flags]);
    expect(asked.code).toBe(2);
    expect(asked.stdout).toContain("it would have hidden 1 denial, 2 calls (0 told in that time):");
    expect(asked.stdout).toContain("Deploy may not s3:PutObject");
    expect(asked.stderr).toContain("nothing was written: look at the above, then give --yes");
    const asConfig = await runCliHere(["mute", ...flags, "--as-config"]);
    expect(asConfig.code).toBe(0);
    const config = JSON.stringify({ mutes: [JSON.parse(asConfig.stdout)] });
    expect(checkConfig(config, new Date())).toMatchObject({ kind: "valid" });
    expect(await mutes()).toEqual([]);
  });

  it("lists what a mute hid", async () => {
    await createMuteClient(engine.dynamoDb, engine.tableName, () => new Date()).put({
      ...{ id: "m-1", reason: "known\u202e", action: "s3:*" },
      ...{ author: "kim", createdAt: "2026-01-02T03:04:05Z" },
    });
    await record("e-3");
    const listed = await runCli(["mutes", "--json"]);
    expect(listed.stdout).toContain("known\\u202e");
    expect(JSON.parse(listed.stdout)).toMatchObject({
      ...{ id: "m-1", source: "table", denials: 1, occurrences: 1, isStale: false },
    });
    const table = await runCliHere(["mutes"]);
    expect(table.stdout).toMatch(/m-1 +for good +1 +1 +\d{4}-/);
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
    const { code, stderr } = await runCliHere([
      "mute",
      "--reason",
      "x",
      "--owner",
      "kim",
      ...flags,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
    expect(await mutes()).toEqual([]);
  });
});
