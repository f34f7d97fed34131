import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAthenaExecutor } from "../../../cli/backfill/athena-executor.client.ts";
import { athenaFields } from "../../../cli/backfill/athena-fields.ts";
import { type AthenaFlags, readAthenaPlace } from "../../../cli/backfill/athena-place.ts";
import { buildAthenaQuery } from "../../../cli/backfill/athena-query.ts";
import { readAthenaSource } from "../../../cli/backfill/athena-source.ts";
import { buildAthenaTable } from "../../../cli/backfill/athena-table.ts";
import { groupRecords } from "../../../cli/backfill/group-records.ts";
import { formatSize, parseSize } from "../../../cli/backfill/parse-size.ts";
import type { SourceBatch, SourceMark } from "../../../cli/backfill/source-batch.ts";
import { type AthenaServiceOptions, athenaService } from "../../support/athena-service.ts";
import { trailColumns as columns } from "../../support/athena-trail-columns.ts";
import { throttled } from "../../support/aws-answer.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";
import { createVirtualWaiting } from "../../support/virtual-waiting.ts";

const flags: AthenaFlags = { athena: true, database: "security", trailTable: "trail" };
const span = {
  startSeconds: Date.parse("2026-03-01T00:00:00Z") / 1000,
  endSeconds: Date.parse("2026-03-05T00:00:00Z") / 1000,
};
const denials = Array.from({ length: 7 }, (_, n) =>
  buildDenialRecord({ eventID: `event-${n}`, eventTime: `2026-03-04T05:06:0${n}Z` }),
);
const records = [
  ...denials,
  buildDenialRecord({
    eventID: "s3",
    errorMessage: "Access Denied",
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    requestParameters: { bucketName: "orchard", key: "it's/a.csv" },
    resources: [{ ARN: "arn:aws:s3:::orchard/it's/a.csv", type: "AWS::S3::Object" }],
  }),
  buildDenialRecord({
    eventID: "answer",
    errorCode: undefined,
    errorMessage: undefined,
    responseElements: { errorCode: "AccessDenied", errorMessage: "not authorized to perform: x:Y" },
  }),
  buildPlainRecord({ eventID: "fine" }),
  buildDenialRecord({
    eventID: "throttled",
    errorCode: "ThrottlingException",
    errorMessage: "slow",
  }),
  buildDenialRecord({ eventID: "old", eventTime: "2026-02-01T00:00:00Z" }),
];

describe("readAthenaPlace()", () => {
  it.each<readonly [AthenaFlags, string]>([
    [{ trailTable: "trail" }, "--athena needs --database"],
    [{ ...flags, database: 'a"; DROP' }, "--database takes letters"],
    [{ ...flags, trailTable: "a`b" }, "--trail-table takes letters"],
    [{ ...flags, output: "s3://bucket/it's" }, "--output takes a place"],
    [{ ...flags, maxScan: "lots" }, "--max-scan takes a size"],
    [{ ...flags, location: "s3://logs/" }, "go with --create-table"],
    [{ ...flags, createTable: true }, "needs --location"],
    [{ ...flags, createTable: true, location: "s3://logs/${x}" }, "--location takes a place"],
    [{ ...flags, createTable: true, location: "s3://logs/AWSLogs/" }, "and --accounts"],
    [{ ...flags, createTable: true, location: "s3://logs/", dryRun: true }, "creates no table"],
    [{ ...flags, createTable: true, location: "s3://logs/", accounts: "1" }, "is no account"],
  ])("refuses %j", (given, problem) => {
    expect(() => readAthenaPlace(given)).toThrow(problem);
  });
});

describe("buildAthenaTable()", () => {
  it("projects days and Regions, and accounts where there are several", () => {
    const create = (more: AthenaFlags) => {
      const place = readAthenaPlace({ ...flags, createTable: true, ...more });
      if (place.logs === null) throw new Error("expected logs");
      return buildAthenaTable({ ...place, logs: place.logs }, ["eu-west-1"], "2016/01/01");
    };
    const one = create({ location: "s3://logs/AWSLogs/210987654321/CloudTrail" });
    expect(one).toContain("IF NOT EXISTS `security`.`trail`");
    expect(one).toContain("'projection.timestamp.range'='2016/01/01,NOW'");
    expect(one).toContain(
      "'storage.location.template'='s3://logs/AWSLogs/210987654321/CloudTrail/${region}/${timestamp}'",
    );
    const many = create({ location: "s3://logs/AWSLogs/o-orchard/", accounts: "210987654321" });
    expect(many).toContain("AWSLogs/o-orchard/${account}/CloudTrail/${region}/${timestamp}");
    expect(many).toContain("'projection.account.values'='210987654321'");
  });
});

describe("buildAthenaQuery()", () => {
  it("binds every value, and goes by the projected day", () => {
    const fields = athenaFields(new Map(Object.entries(columns)));
    const place = readAthenaPlace(flags);
    const { sql, parameters } = buildAthenaQuery(place, fields, "timestamp", span);
    expect(sql).not.toContain("'");
    expect(sql.split("?")).toHaveLength(parameters.length + 1);
    expect(sql).toContain('"timestamp" BETWEEN ? AND ?');
    expect(parameters.slice(0, 4)).toEqual([
      "'2026-03-01T00:00:00Z'",
      "'2026-03-05T00:00:00Z'",
      "'2026/03/01'",
      "'2026/03/06'",
    ]);
  });

  it("asks an older table only for what it has, and refuses one of something else", () => {
    const older = new Map(Object.entries(columns)).set(
      "useridentity",
      "struct<type:string,arn:string>",
    );
    older.delete("responseelements");
    const { sql } = buildAthenaQuery(readAthenaPlace(flags), athenaFields(older), null, span);
    expect(sql).not.toMatch(/onbehalfof|sessioncontext|responseelements|timestamp/);
    expect(() => athenaFields(new Map([["eventid", "string"]]))).toThrow("no column eventtime");
  });
});

describe("parseSize()", () => {
  it.each([
    ["500MB", 500e6, "500 MB"],
    ["1.5 tb", 1.5e12, "1.5 TB"],
  ])("%s", (text, bytes, said) => {
    expect(parseSize(text, "--max-scan")).toBe(bytes);
    expect(formatSize(bytes)).toBe(said);
  });
});

describe("readAthenaSource()", { timeout: 20_000 }, () => {
  let server: AwsServer;
  let close: () => void = () => undefined;
  beforeEach(() => {
    for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID: "AKIAEXAMPLETEST00001" })) {
      process.env[name] = value;
    }
    process.env["AWS_SECRET_ACCESS_KEY"] = "not-a-secret";
  });
  afterEach(async () => {
    close();
    await server.close();
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"]) {
      Reflect.deleteProperty(process.env, name);
    }
  });

  async function open(
    options: Partial<AthenaServiceOptions> = {},
    more: AthenaFlags = {},
    fault: Parameters<typeof startAwsServer>[0]["fault"] = () => null,
  ) {
    server = await startAwsServer({
      services: { athena: athenaService({ records, columns, ...options }) },
      fault,
    });
    process.env["AWS_ENDPOINT_URL"] = server.url;
    const place = readAthenaPlace({ ...flags, ...more });
    const executor = createAthenaExecutor(place, { region: "eu-west-1" });
    close = executor.close;
    const waiting = createVirtualWaiting(0);
    const marks: SourceMark[] = [];
    const cost = { scannedBytes: 0 };
    const read = async (position: unknown = null): Promise<readonly SourceBatch[]> => {
      const checkpoint = {
        positionOf: () => position,
        mark: (some: readonly SourceMark[]) => Promise.resolve(void marks.push(...some)),
      };
      const batches: SourceBatch[] = [];
      const reading = { executor, place, span, checkpoint, waiting, cost };
      for await (const batch of readAthenaSource(reading)) batches.push(batch);
      return batches;
    };
    return { read, marks, cost, waiting };
  }

  const operations = () => server.requests.map(({ operation }) => operation);
  const found = (batches: readonly SourceBatch[]) =>
    Object.fromEntries(
      batches
        .flatMap(({ groups }) => groups)
        .flatMap(({ fingerprint, dedupeIds }) => dedupeIds.map((id) => [id, fingerprint] as const))
        .toSorted(),
    );

  it("finds in pages what the log files have, under the same fingerprints", async () => {
    const { read, marks, cost } = await open();
    const batches = await read();
    const wanted = groupRecords(
      records
        .filter(({ eventID }) => eventID !== "old")
        .map((record) => ({ place: "", json: JSON.stringify(record) })),
    );
    expect(found(batches)).toEqual(found([{ ...wanted, records: 0, marks: [], progress: 1 }]));
    expect(Object.keys(found(batches))).toHaveLength(9);
    expect(operations().filter((one) => one === "GetQueryResults").length).toBeGreaterThan(2);
    expect(marks).toEqual([{ region: "athena", position: "execution-1" }]);
    expect(cost.scannedBytes).toBe(123_000_000);
  });

  it("goes on with an execution that was paid for, and begins anew where it is forgotten", async () => {
    const { read } = await open();
    await read();
    const first = operations().length;
    await read("execution-1");
    expect(operations().slice(first)).not.toContain("StartQueryExecution");
    const second = operations().length;
    await read("forgotten");
    expect(operations().slice(second)).toContain("StartQueryExecution");
  });

  it("waits for a slow query, longer each time, and outlasts throttling", async () => {
    const running = Array.from({ length: 6 }, () => ({ state: "RUNNING", scanned: 1 }));
    const states = [...running, { state: "SUCCEEDED", scanned: 2e9 }];
    const { read, waiting } = await open({ states }, {}, (_, n) =>
      n % 4 === 2 ? throttled : null,
    );
    expect(Object.keys(found(await read()))).toHaveLength(9);
    expect(waiting.slept).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it("stops a query that scans more than it may", async () => {
    const states = [
      { state: "RUNNING", scanned: 1e9 },
      { state: "RUNNING", scanned: 3e9 },
    ];
    const { read } = await open({ states }, { maxScan: "2GB" });
    await expect(read()).rejects.toThrow("scanned 3 GB, more than --max-scan 2 GB");
    expect(operations().at(-1)).toBe("StopQueryExecution");
  });

  it("says why a query failed", async () => {
    const states = [{ state: "FAILED", scanned: 0, reason: "HIVE_BAD_DATA: line 1" }];
    const { read } = await open({ states });
    await expect(read()).rejects.toThrow("HIVE_BAD_DATA");
  });
});
