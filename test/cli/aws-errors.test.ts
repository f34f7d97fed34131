import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AwsAnswer, denied, expiredToken, throttled } from "../support/aws-answer.ts";
import { type AwsServer, startAwsServer } from "../support/aws-server.ts";
import { buildDenialRecord } from "../support/cloudtrail-records.ts";
import { runCliHere } from "../support/run-cli-here.ts";

/** Each command that calls AWS, and the action that it calls first. */
const commands: readonly (readonly [string, readonly string[]])[] = [
  ["dynamodb:Query", ["history", "--table", "t"]],
  ["dynamodb:BatchGetItem", ["show", "fp1_0123456789abcdef01234567", "--table", "t"]],
  ["dynamodb:Query", ["top", "principal", "--table", "t"]],
  ["dynamodb:GetItem", ["report", "--output", "-", "--table", "t"]],
  ["dynamodb:Query", ["mute", "--action", "s3:*", "--reason", "x", "--yes", "--table", "t"]],
  ["dynamodb:Query", ["mutes", "--table", "t"]],
  ["dynamodb:DeleteItem", ["unmute", "m-1", "--table", "t"]],
  ["dynamodb:GetItem", ["config", "diff", "CONFIG", "--table", "t"]],
  ["cloudformation:DescribeStacks", ["history"]],
  ["cloudformation:DescribeStacks", ["redrive"]],
  ["cloudtrail:LookupEvents", ["explain", "--since", "1h"]],
  ["cloudtrail:LookupEvents", ["watch", "--data", "FOLDER", "--port", "0"]],
  ["dynamodb:GetItem", ["backfill", "--lookup-events", "--table", "t"]],
  ["s3:ListBucket", ["backfill", "--s3", "s3://logs/x/", "--table", "t"]],
  [
    "athena:GetTableMetadata",
    [...["backfill", "--athena", "--table", "t"], ...["--database", "d", "--trail-table", "t"]],
  ],
  ["lambda:InvokeFunction", ["replay", "LOG", "--function", "f", "--yes"]],
];

describe("what AWS does not do, said in one line", { timeout: 60_000 }, () => {
  let server: AwsServer;
  let folder: string;
  let answer: (action: string) => AwsAnswer | null;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
    await writeFile(join(folder, "config.json"), "{}");
    await writeFile(join(folder, "log.json"), JSON.stringify({ Records: [buildDenialRecord()] }));
    server = await startAwsServer({
      services: {},
      fault: ({ service, operation }) => {
        const action = `${service}:${operation.replace(/^GET .*/, "ListBucket").replace(/^POST .*/, "InvokeFunction")}`;
        return answer(action) ?? { kind: "json", body: {} };
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
    vi.stubEnv("XDG_STATE_HOME", folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const run = async (args: readonly string[]) =>
    await runCliHere(
      args.map((arg) =>
        arg === "CONFIG"
          ? join(folder, "config.json")
          : arg === "LOG"
            ? join(folder, "log.json")
            : arg === "FOLDER"
              ? join(folder, "data")
              : arg,
      ),
    );
  /** The one line that says what went wrong, among what a long command says of itself. */
  const problemOf = (stderr: string): readonly string[] =>
    stderr.split("\n").filter((line) => line.startsWith("denywatch:"));

  it.each(commands)("%s refused: %j names it", async (action, args) => {
    answer = (asked) => (asked === action ? denied(action) : null);
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(problemOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(`needs the permission ${action}`);
  });

  it.each(commands)("expired credentials at %s: %j says to sign in", async (action, args) => {
    answer = (asked) => (asked === action ? expiredToken : null);
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(problemOf(stderr)).toHaveLength(1);
    expect(stderr).toContain("have expired; sign in again");
  });

  it.each<readonly [string, AwsAnswer, string]>([
    ["no such table", error("ResourceNotFoundException"), "there is no such table; name the table"],
    ["throttling", throttled, " attempts; try again in a minute"],
    ["a cut connection", { kind: "reset" }, "no answer came (ECONNRESET)"],
    ["half an answer", { kind: "cut" }, "denywatch: "],
    [
      "a slow answer",
      { kind: "slow", milliseconds: 300, answer: denied("dynamodb:Query") },
      "needs the permission dynamodb:Query",
    ],
    [
      "wrong credentials",
      error("UnrecognizedClientException"),
      "AWS does not accept the credentials",
    ],
  ])("%s", async (_title, given, said) => {
    answer = (asked) => (asked === "dynamodb:Query" ? given : null);
    const { code, stdout, stderr } = await run(["history", "--table", "t"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^denywatch: .*\n$/);
    expect(stderr).toContain(said);
  });

  it("no credentials at all, no Region", async () => {
    answer = () => null;
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) {
      vi.stubEnv(name, join(folder, "none"));
    }
    const nobody = await run(["history", "--table", "t"]);
    expect(nobody.stderr).toContain("no AWS credentials were found; sign in");
    vi.stubEnv("AWS_REGION", undefined);
    const nowhere = await run(["history", "--table", "t"]);
    expect(nowhere.stderr).toContain("no Region is set; give --region");
    expect([nobody.code, nowhere.code]).toEqual([1, 1]);
  });
});

function error(code: string): AwsAnswer {
  return { kind: "error", status: 400, code };
}
