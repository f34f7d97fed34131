import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { athenaService } from "../../support/athena-service.ts";
import { trailColumns } from "../../support/athena-trail-columns.ts";
import { type AwsAnswer, denied, expiredToken } from "../../support/aws-answer.ts";
import { type AwsRequest, type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";
import { cloudTrailService } from "../../support/cloudtrail-service.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { logFile, logKey, writeLogs } from "../../support/log-folder.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";
import { s3Service } from "../../support/s3-service.ts";

const account = "210987654321";
const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z/, "Z");
/** 120 denials of one fingerprint in two Regions, and as many calls that went well. */
const records = Array.from({ length: 240 }, (_, n) => {
  const changes = {
    eventID: randomUUID(),
    eventTime: minutesAgo(60 + n),
    awsRegion: n % 4 < 2 ? "eu-west-1" : "us-east-1",
  };
  return n % 2 === 0 ? buildDenialRecord(changes) : buildPlainRecord(changes);
});
const files = Object.fromEntries(
  Array.from({ length: 12 }, (_, n) => [
    logKey(account, "eu-west-1", n),
    logFile(records.slice(n * 20, n * 20 + 20)),
  ]),
);
const digest = `AWSLogs/${account}/CloudTrail-Digest/eu-west-1/2026/03/04/${account}_CloudTrail-Digest_eu-west-1_trail_20260304T050000Z.json.gz`;

/** Of a day that nobody asks for: neither listed nor scanned. */
const oldKey = logKey(account, "eu-west-1", 99, new Date("2019-03-04T00:00:00Z"));
const old = Buffer.alloc(2_000_000);

describe("denywatch backfill", { timeout: 60_000 }, () => {
  let engine: Engine;
  let server: AwsServer;
  let folder: string;
  let fault: (request: AwsRequest, n: number) => AwsAnswer | null;
  beforeAll(async () => {
    engine = await startDynalite();
    server = await startAwsServer({
      services: {
        cloudtrail: cloudTrailService({
          records: (region) => records.filter((record) => record["awsRegion"] === region),
        }),
        athena: athenaService({
          ...{ records, columns: trailColumns, pageRows: 50, cutoff: 1e12 },
          partitionKeys: ["region", "timestamp"],
          properties: {
            "projection.timestamp.format": "yyyy/MM/dd",
            "storage.location.template": `s3://logs/AWSLogs/${account}/CloudTrail/\${region}/\${timestamp}`,
          },
        }),
        s3: s3Service({ logs: { ...files, [digest]: logFile(records), [oldKey]: old } }, 5),
      },
      fault: (request, n) => fault(request, n),
    });
  });
  afterAll(async () => {
    await server.close();
    await engine.stop();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
    fault = () => null;
    await emptyTable(engine);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const backfill = (...args: readonly string[]) => backfillBy(runCliHere, args);
  const backfillBy = (run: typeof runCli, args: readonly string[]) =>
    run(["backfill", "--table", engine.tableName, ...args], "", {
      ...server.environment,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      XDG_STATE_HOME: folder,
    });
  async function counted() {
    const history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
    const entries = await history.listByStatus("seen", { limit: 10 });
    return entries.map(({ count }) => count);
  }

  it("counts the event history of two Regions, then the same from log files not again", async () => {
    const lookup = await backfillBy(runCli, [
      ...["--lookup-events", "--regions", "eu-west-1,us-east-1"],
    ]);
    expect(lookup.stdout).toBe(
      "Counted 120 denials, 1 of them the first of their kind, among 240 records.\n",
    );
    expect(lookup.code).toBe(0);
    expect(await counted()).toEqual([120]);

    await writeLogs(folder, { ...files, [digest]: logFile(records) });
    const again = await backfill(join(folder, "AWSLogs"));
    expect(again.stdout).toContain("Counted 0 denials");
    expect(again.stdout).toContain("120 were counted before");
    expect(await counted()).toEqual([120]);
    // A run that is through leaves no checkpoint.
    expect(await readdir(join(folder, "denywatch"))).toEqual([]);
  });

  it("goes on where expired credentials stopped it", async () => {
    let lookups = 0;
    fault = ({ service }) => (service === "cloudtrail" && (lookups += 1) > 1 ? expiredToken : null);
    const stopped = await backfill("--lookup-events", "--regions", "eu-west-1");
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toMatch(/stopped: .* credentials have expired; sign in again/);
    expect(stopped.stderr).toContain("Run the same command again");
    expect(await counted()).toEqual([25]);
    fault = () => null;
    const before = server.requests.length;
    const resumed = await backfill("--lookup-events", "--regions", "eu-west-1");
    expect(resumed.stderr).toContain("Going on with the run that began");
    expect(resumed.stdout).toContain("Counted 35 denials");
    expect(await counted()).toEqual([60]);
    expect(server.requests.slice(before)).toHaveLength(2);
  });

  it("reads log files from S3, past an answer that breaks off", async () => {
    let gets = 0;
    fault = ({ service, path }) =>
      service === "s3" && path.endsWith(".gz") && (gets += 1) === 3 ? { kind: "cut" } : null;
    const before = server.requests.length;
    const { code, stderr } = await backfill("--s3", "s3://logs/AWSLogs/");
    expect(stderr).toContain("Reading 12 log files");
    // Two levels of folders, three pages of files, and none of the files of other days.
    const listings = server.requests.slice(before).filter(({ path }) => path === "/logs/");
    expect(listings.length).toBe(5);
    expect(code).toBe(0);
    expect(await counted()).toEqual([120]);
  });

  it("creates a table in Athena, asks it, and goes on with the answer that was paid for", async () => {
    const ask = ["--athena", "--database", "security", "--trail-table", "trail"];
    const location = ["--location", `s3://logs/AWSLogs/${account}/CloudTrail/`];
    let results = 0;
    fault = ({ operation }) =>
      operation === "GetQueryResults" && (results += 1) > 1 ? expiredToken : null;
    const limit = ["--create-table", ...location, "--max-scan", "20GB"];
    const stopped = await backfill(...ask, ...limit);
    expect(stopped.stderr).toMatch(
      /it scans the days.*\nThat is about [\d.]+ KB: 12 log files under/,
    );
    expect(stopped.stderr).toContain("is watched, and stopped beyond 20 GB");
    expect(stopped.stderr).toContain("credentials have expired");
    expect(stopped.code).toBe(1);
    const started = (): number =>
      server.requests.filter(({ operation }) => operation === "StartQueryExecution").length;
    const before = started();
    fault = () => null;
    const resumed = await backfill(...ask);
    expect(resumed.stderr).toContain("Going on with the run that began");
    expect(resumed.stdout).toContain("Athena scanned 123 MB.");
    expect(resumed.code).toBe(0);
    expect(started()).toBe(before);
    expect(await counted()).toEqual([120]);
  });

  it("starts no query in Athena that would scan more than it may, and one whose scan cannot be told", async () => {
    const ask = ["--athena", "--database", "security", "--trail-table", "trail"];
    const started = (): number =>
      server.requests.filter(({ operation }) => operation === "StartQueryExecution").length;
    const before = started();
    const refused = await backfill(...ask, "--max-scan", "1KB");
    expect(refused.stderr).toMatch(
      /^denywatch: the query would scan about [\d.]+ KB, more than --max-scan 1 KB, and was not started; .*\n$/,
    );
    expect(refused.code).toBe(2);
    expect(started()).toBe(before);

    fault = ({ service }) => (service === "s3" ? denied("s3:ListBucket") : null);
    const blind = await backfill(...ask);
    expect(blind.stderr).not.toContain("Going on");
    expect(blind.stderr).toMatch(/cannot be told before: Cannot call s3:ListBucket on "logs"/);
    expect(blind.code).toBe(0);
    expect(await counted()).toEqual([120]);
  });

  it("ends with what is wrong with the call, its threads too", async () => {
    await writeLogs(folder, { [oldKey]: Buffer.alloc(2_200_000) });
    const args = [join(folder, "AWSLogs"), "--since", "yesterday"];
    const { code, stderr } = await backfillBy(runCli, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^denywatch: --since takes a time ago like .*\n$/);
  });

  it("says in one line what is wrong with the call", async () => {
    const { code, stderr } = await backfill("--s3", "logs", "--dry-run");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'denywatch: --s3 takes a place like s3://bucket/AWSLogs/, not "logs"\n',
    });
  });
});
