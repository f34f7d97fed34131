import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay, type ReplayOptions } from "../../../cli/commands/replay.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenialRecord } from "../../support/cloudtrail-records.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";

const records = [
  buildDenialRecord({ eventTime: "2026-03-04T06:00:00Z", eventID: "second" }),
  buildDenialRecord({ eventTime: "2026-03-04T05:00:00Z", eventID: "first" }),
];
const allowed = { ...records[0], eventID: "fine", errorCode: undefined, errorMessage: undefined };

describe("denywatch replay", { timeout: 60_000 }, () => {
  let folder: string;
  let log: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
    log = join(folder, "log.json");
    await writeFile(log, JSON.stringify({ Records: [...records, allowed] }));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("says what would be told, oldest first, and keeps nothing", async () => {
    const { code, stdout, stderr } = await runCli(["replay", log], "", { TMPDIR: folder });
    expect(stderr).toBe("");
    const [first = "", ...rest] = stdout.split("\n");
    expect(first).toMatch(/^2026-03-04 05:00:00 UTC {2}new .+ may not /);
    expect(rest.join("\n")).toContain("2 denials among 3 records.");
    expect(rest.join("\n")).toContain("Would tell in 1 message: 1 new.");
    expect(rest.join("\n")).toContain("1  repeats, counted and not told");
    expect(code).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith("denywatch"))).toEqual([]);
  });

  it("prints JSON, and 1 where a place could not be read", async () => {
    const input = `${JSON.stringify(records[0])}\n{"broken\n`;
    const { code, stdout, stderr } = await runCliHere(["replay", "--json", "--show"], input);
    const [message, summary] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(message).toMatchObject({ type: "message", kind: "new", channel: "default" });
    expect(message?.["blocks"]).not.toEqual([]);
    expect(summary).toMatchObject({ type: "summary", denials: 1, messages: { new: 1 } });
    expect(stderr).toContain("standard input:2");
    expect(code).toBe(1);
  });

  it.each<readonly [ReplayOptions, string]>([
    [{ config: "absent.json" }, 'cannot read "absent.json"'],
    [{ yes: true }, "--yes goes with --function"],
    [{ function: "f", show: true }, "--show and --function exclude each other"],
    [{ function: "f" }, "give --yes"],
  ])("refuses %j", async (options, problem) => {
    await expect(replay([log], options)).rejects.toThrow(problem);
  });

  describe("--function", () => {
    let server: AwsServer;
    beforeAll(async () => {
      server = await startAwsServer({
        services: {
          lambda: ({ body }) => {
            const { id } = JSON.parse(body.toString()) as { readonly id: string };
            return id === "first"
              ? {
                  kind: "bytes",
                  body: Buffer.from(JSON.stringify([{ kind: "told", fingerprint: "fp1" }])),
                }
              : {
                  kind: "bytes",
                  headers: { "x-amz-function-error": "Unhandled" },
                  body: Buffer.from(JSON.stringify({ errorMessage: "table is gone" })),
                };
          },
        },
      });
    });
    afterAll(async () => {
      await server.close();
    });

    it("invokes it with each event, oldest first, and says what failed", async () => {
      const args = ["replay", log, "--function", "alerter", "--yes"];
      const { code, stdout, stderr } = await runCliHere(args, "", server.environment);
      expect(server.requests.map(({ path }) => path)).toEqual([
        "/2015-03-31/functions/alerter/invocations",
        "/2015-03-31/functions/alerter/invocations",
      ]);
      expect(JSON.parse(server.requests[0]?.body.toString() ?? "")).toMatchObject({
        id: "first",
        "detail-type": "AWS API Call via CloudTrail",
        time: "2026-03-04T05:00:00Z",
        detail: { eventID: "first" },
      });
      expect(stderr).toContain("event second: table is gone");
      expect(stdout).toContain("1  told at once");
      expect(stdout).toContain("1  failed");
      expect(code).toBe(1);
    });
  });
});
