import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import { type AwsServer, startAwsServer } from "../support/aws-server.ts";
import { buildDenialRecord } from "../support/cloudtrail-records.ts";
import { cloudTrailService } from "../support/cloudtrail-service.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { emptyTable } from "../support/empty-table.ts";
import { hasTerminals, runCliOnTerminal } from "../support/run-cli-on-terminal.ts";

/** What people see and type; a terminal is made by util-linux's `script`, and without it nothing is tried. */
describe.skipIf(!hasTerminals)("denywatch on a terminal", { timeout: 60_000 }, () => {
  let engine: Engine;
  let server: AwsServer;
  let folder: string;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    engine = await startDynalite();
    const records = Array.from({ length: 150 }, (_, n) =>
      buildDenialRecord({
        eventID: `event-${n}`,
        eventTime: new Date(Date.now() - 3_600_000 - n * 60_000).toISOString(),
        awsRegion: "eu-west-1",
      }),
    );
    const cloudtrail = cloudTrailService({ records: () => records });
    server = await startAwsServer({ services: { cloudtrail } });
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
    environment = {
      ...server.environment,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      DENYWATCH_TABLE_NAME: engine.tableName,
      XDG_STATE_HOME: folder,
    };
  });
  afterAll(async () => {
    await server.close();
    await engine.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => emptyTable(engine));

  const mutes = () => createMuteClient(engine.dynamoDb, engine.tableName, () => new Date()).list();
  const mute = ["mute", "--action", "s3:*", "--reason", "known", "--for", "7d"];

  it("asks before it mutes, and mutes on y", async () => {
    const typing = { prompt: "[y/N]", keys: "y\n" };
    const { code, shown } = await runCliOnTerminal(mute, environment, typing);
    expect(shown).toMatch(
      /nothing was denied that it would have hidden[^]*Mute this\? \[y\/N\][^]*y\nMuted until \d{4}-/,
    );
    expect(code).toBe(0);
    expect(await mutes()).toMatchObject([{ action: "s3:*", reason: "known" }]);
  });

  it("takes the end of the input for a no", async () => {
    const typing = { prompt: "[y/N]", keys: "\u0004" };
    const { code, shown } = await runCliOnTerminal(mute, environment, typing);
    expect(shown).toContain("denywatch: nothing was muted");
    expect(code).toBe(1);
    expect(await mutes()).toEqual([]);
  });

  it("asks before a replay into a deployed function, and sends nothing on anything but y", async () => {
    const log = join(folder, "log.json");
    await writeFile(log, JSON.stringify({ Records: [buildDenialRecord()] }));
    const typing = { prompt: "[y/N]", keys: "\n" };
    const args = ["replay", log, "--function", "alerter"];
    const { code, shown } = await runCliOnTerminal(args, environment, typing);
    expect(shown).toContain(
      'Give 1 events to "alerter", which counts and tells them for real? [y/N]',
    );
    expect(shown).toContain("denywatch: nothing was sent");
    expect(code).toBe(1);
    expect(server.requests.filter(({ service }) => service === "lambda")).toEqual([]);
  });

  it("shows how far a backfill is, in place, and clears it at the end", async () => {
    // At two requests a second, the third page comes when a bar is due.
    const args = ["backfill", "--dry-run", "--lookup-events", "--regions", "eu-west-1"];
    const { code, shown } = await runCliOnTerminal(args, environment, null);
    expect(code).toBe(0);
    expect(shown).toMatch(/\r[^\n]*\d+ ?%/);
    // What is written last over the bar clears its line.
    expect(shown).toContain("%\u001b[K\r\u001b[KWould count 150 denials");
  });
});
