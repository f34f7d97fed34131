import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AwsAnswer } from "../../support/aws-answer.ts";
import { denied } from "../../support/aws-answer.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { cloudTrailService } from "../../support/cloudtrail-service.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";
import { runCli } from "../../support/run-cli.ts";
import { runCliHere } from "../../support/run-cli-here.ts";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const eventId = "5d3f0a11-1111-4222-8333-944455566677";

describe("denywatch explain from CloudTrail", () => {
  let server: AwsServer;
  let fault: AwsAnswer | null = null;
  beforeAll(async () => {
    server = await startAwsServer({
      services: {
        cloudtrail: cloudTrailService({
          records: (region) =>
            region === "eu-west-1"
              ? [
                  buildDenialRecord({ eventTime: minutesAgo(5), eventID: eventId }),
                  buildPlainRecord({ eventTime: minutesAgo(6), eventID: "other" }),
                  buildDenialRecord({ eventTime: minutesAgo(300), eventID: "too-old" }),
                ]
              : [buildDenialRecord({ eventTime: minutesAgo(7), awsRegion: region, eventID: "us" })],
        }),
      },
      fault: () => fault,
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    fault = null;
  });
  const explain = (...args: readonly string[]) =>
    runCliHere(["explain", ...args], "", server.environment);

  it("prints what was denied lately in several Regions", async () => {
    const flags = ["--since", "1h", "--regions", "eu-west-1,us-east-1", "--json"];
    const { code, stdout, stderr } = await runCli(["explain", ...flags], "", server.environment);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const found = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { eventId: string });
    expect(found.map((denial) => denial.eventId).toSorted()).toEqual([eventId, "us"].toSorted());
    expect(found[0]).toMatchObject({ denied: true, denyType: "explicit" });
  });

  it("finds one event by its id, and says where it looked for one that is not there", async () => {
    const found = await explain("--event-id", eventId);
    expect(found.code).toBe(0);
    expect(found.stdout).toContain("sqs:SendMessage");
    const missing = await explain("--event-id", eventId.replace("5", "6"));
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("in the last 90 days in eu-west-1; --regions all");
  });

  it("names the permission that is missing", async () => {
    fault = denied("cloudtrail:LookupEvents");
    const { code, stderr } = await explain("--since", "1h");
    expect(code).toBe(1);
    expect(stderr).toContain("needs the permission cloudtrail:LookupEvents");
  });

  it("refuses what makes no sense, in one line", async () => {
    const wrong = await explain("--since", "yesterday");
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toMatch(/^denywatch: --since takes a time ago like 24h.*\n$/);
  });
});
