import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDenialRecord, buildPlainRecord } from "../support/cloudtrail-records.ts";
import { runCliHere } from "../support/run-cli-here.ts";
import { runCli } from "../support/run-cli.ts";

const denial = buildDenialRecord();
const plain = buildPlainRecord();
const sentence =
  "User: arn:aws:iam::210987654321:user/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::orchard/key because no identity-based policy allows the s3:GetObject action";
const envelope = (detail: unknown): unknown => ({
  version: "0",
  id: "7d2c",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.sqs",
  account: "210987654321",
  time: "2026-03-04T05:06:07Z",
  region: "eu-west-1",
  resources: [],
  detail,
});
const json = (value: unknown): string => JSON.stringify(value);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "denywatch-explain-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function explainInputs(input: string | Uint8Array): Promise<readonly unknown[]> {
  const { stdout, stderr, code } = await runCliHere(["explain", "--json"], input);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return parseLines(stdout);
}

function parseLines(stdout: string): readonly Record<string, unknown>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const contractKeys =
  "input denied denyType policyType via policyArn encoded authorizationId notPolicy principal principalKey sessionName action resource fingerprint severity title remediation";

describe("denywatch explain --json", () => {
  it("prints the documented fields first, in their order", async () => {
    const [line] = await explainInputs(json(denial));
    expect(Object.keys(line ?? {}).join(" ")).toMatch(new RegExp(`^${contractKeys} `));
    expect(line).toMatchObject({
      input: 1,
      denied: true,
      denyType: "explicit",
      policyType: "service-control",
      via: null,
      policyArn: null,
      encoded: false,
      authorizationId: null,
      notPolicy: null,
      principal: "arn:aws:sts::210987654321:assumed-role/Deploy/ci-42",
      principalKey: "arn:aws:iam::210987654321:role/Deploy",
      sessionName: "ci-42",
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-west-1:210987654321:orders",
      eventId: denial["eventID"],
      time: "2026-03-04T05:06:07Z",
      account: "210987654321",
      region: "eu-west-1",
    });
    const hints = (line as { remediation: Record<string, unknown>[] }).remediation;
    expect(hints.map((hint) => Object.keys(hint).slice(0, 3))).toContainEqual([
      "id",
      "text",
      "policy",
    ]);
  });

  /** What each input shape is read as: the positions of its denials. */
  const shapes: readonly (readonly [string, string | Uint8Array, readonly number[]])[] = [
    ["one record", json(denial), [1]],
    ["a pretty-printed record", JSON.stringify(denial, null, 2), [1]],
    ["an EventBridge event", json(envelope(denial)), [1]],
    ["a log file", json({ Records: [plain, denial, plain, denial] }), [2, 4]],
    ["a pretty-printed log file", JSON.stringify({ Records: [plain, denial] }, null, 4), [2]],
    [
      "an array of mixed shapes",
      json([envelope(plain), { Records: [plain, denial] }, denial]),
      [3, 4],
    ],
    ["JSON Lines", [plain, denial, envelope(denial)].map(json).join("\n"), [2, 3]],
    ["JSON Lines with blank lines and CRLF", `\r\n${json(plain)}\r\n\r\n${json(denial)}\r\n`, [2]],
    [
      "pretty-printed values one after the other",
      JSON.stringify(plain, null, 2) + JSON.stringify(denial, null, 2),
      [2],
    ],
    ["values separated by tabs", `${json(plain)}\t${json(denial)}`, [2]],
    [
      "LookupEvents' answer",
      json({
        Events: [{ EventId: "1", CloudTrailEvent: json(plain) }, { CloudTrailEvent: json(denial) }],
        NextToken: "x",
      }),
      [2],
    ],
    [
      "LookupEvents' answer, token first",
      json({ NextToken: "x", Events: [{ CloudTrailEvent: json(denial) }] }),
      [1],
    ],
    ["an array of JSON texts", json([json(plain), json(denial)]), [2]],
    [
      "an SQS batch of events",
      json({ Records: [{ messageId: "m", body: json(envelope(denial)) }] }),
      [1],
    ],
    ["an SNS notification", json({ Type: "Notification", Message: json(denial) }), [1]],
    [
      "a CloudWatch Logs answer",
      json({ events: [{ message: json(plain) }, { message: json(denial) }] }),
      [2],
    ],
    ["a code and a message", json({ errorCode: "AccessDenied", message: sentence }), [1]],
    [
      "a code and an errorMessage",
      json({ errorCode: "AccessDenied", errorMessage: sentence }),
      [1],
    ],
    [
      "a code and a message that is none of a denial",
      json({ errorCode: "NoSuchKey", message: "no such key" }),
      [1],
    ],
    ["an SDK's error", json({ Error: { Code: "AccessDenied", Message: sentence } }), [1]],
    [
      "plain lines",
      `\n${sentence}\n\n  An error occurred (AccessDenied): ${sentence}\n[ERROR] Access Denied\n`,
      [1, 2, 3],
    ],
    ["a quoted line", json(sentence), [1]],
    ["lines of text between records", `${sentence}\n${json(plain)}\n${sentence}`, [1, 3]],
    ["a byte order mark", `\ufeff${json(denial)}`, [1]],
    ["gzip", gzipSync(json({ Records: [plain, denial] })), [2]],
    ["gzip of plain text", gzipSync(sentence), [1]],
    [
      "two gzip members",
      Buffer.concat([gzipSync(`${json(plain)}\n`), gzipSync(json(denial))]),
      [2],
    ],
    [
      "a digest file",
      json({ awsAccountId: "1", digestStartTime: "x", digestEndTime: "y", logFiles: [] }),
      [],
    ],
    [
      "an event of another kind",
      json({
        "detail-type": "EC2 Instance State-change Notification",
        source: "aws.ec2",
        detail: { state: "running" },
      }),
      [],
    ],
    ["nothing", "", []],
  ];
  it.each(shapes)("reads %s", async (_name, input, expected) => {
    const lines = await explainInputs(input);
    expect(lines.map((line) => (line as { input: number }).input)).toEqual(expected);
  });

  it("explains a record that lacks required fields, and leaves them null", async () => {
    const bare = { ...denial, eventID: undefined, eventTime: undefined, eventSource: undefined };
    const [line] = await explainInputs(json(bare));
    expect(line).toMatchObject({
      denied: true,
      eventId: null,
      time: null,
      eventSource: null,
      action: "sqs:SendMessage",
    });
  });

  it("derives no action from a record without source or name", async () => {
    const [line] = await explainInputs(json({ userIdentity: {}, errorCode: "AccessDenied" }));
    expect(line).toMatchObject({
      denied: true,
      action: null,
      resource: null,
      principal: null,
      principalKey: null,
    });
  });

  it("prints records that are no denial with --all", async () => {
    const { stdout } = await runCliHere(
      ["explain", "--json", "--all"],
      json({ Records: [plain, denial] }),
    );
    expect(parseLines(stdout)).toMatchObject([
      { input: 1, denied: false },
      { input: 2, denied: true },
    ]);
    expect(stdout).toMatch(/^\{"input":1,"denied":false\}\n/);
  });

  it("leaves nothing for a terminal to act on, and the values as they are", async () => {
    const hostile = "Deploy\u009b31m\u202e\u001b[2J";
    const { stdout } = await runCliHere(
      ["explain", "--json"],
      json({ ...denial, userAgent: hostile }),
    );
    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u001b]/);
    expect(parseLines(stdout)[0]).toMatchObject({ userAgent: hostile });
  });
});

describe("denywatch explain with files", () => {
  it("numbers on over files, folders and globs, and reads gzip by its content", async () => {
    const logs = join(folder, "logs");
    await mkdir(join(logs, "2026", "03"), { recursive: true });
    await writeFile(join(logs, "2026", "a.json"), json({ Records: [plain, denial] }));
    await writeFile(
      join(logs, "2026", "03", "b.log"),
      gzipSync(json({ Records: [denial, plain] })),
    );
    await writeFile(join(logs, "z.txt"), `${sentence}\n`);
    await writeFile(join(logs, ".hidden"), "not read");
    const one = join(folder, "one.json");
    await writeFile(one, json(denial));

    const numbers = async (...paths: string[]): Promise<readonly unknown[]> =>
      parseLines((await runCliHere(["explain", "--json", ...paths])).stdout).map(
        ({ input }) => input,
      );
    expect(await numbers(one, logs)).toEqual([1, 2, 5, 6]);
    expect(await numbers(join(logs, "2026", "*.json"), one)).toEqual([2, 3]);
    expect(await numbers(join(logs, "**", "*.{log,txt}"))).toEqual([1, 3]);
  });

  it("takes standard input for -", async () => {
    const one = join(folder, "dash.json");
    await writeFile(one, json(plain));
    const { stdout } = await runCliHere(["explain", "--json", one, "-"], json(denial));
    expect(parseLines(stdout)).toMatchObject([{ input: 2 }]);
  });

  it("explains many files in order with workers, as one thread would", async () => {
    const logs = join(folder, "many");
    await mkdir(logs);
    // Random text does not pack: the files are large enough for workers.
    const filler = Array.from({ length: 1500 }, (_, i) =>
      ((i * 2654435761) >>> 0).toString(36),
    ).join("-");
    const files = 160;
    for (let i = 0; i < files; i++) {
      const records = [
        plain,
        { ...denial, eventID: `id-${i}`, additionalEventData: `${filler}${i}` },
        plain,
      ];
      await writeFile(
        join(logs, `${String(i).padStart(3, "0")}.json.gz`),
        gzipSync(json({ Records: records }), { level: 0 }),
      );
    }
    const { stdout, code } = await runCli(["explain", "--json", logs]);
    expect(code).toBe(0);
    const lines = parseLines(stdout);
    expect(lines.map(({ input }) => input)).toEqual(
      Array.from({ length: files }, (_, i) => i * 3 + 2),
    );
    expect(lines.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: files }, (_, i) => `id-${i}`),
    );
  });
});

describe("denywatch explain, when something is wrong", () => {
  const problems: readonly (readonly [string, string | Uint8Array, RegExp, readonly number[]])[] = [
    [
      "a line that is cut",
      `${json(plain)}\n${json(denial).slice(0, 300)}\n${json(denial)}\n`,
      /input:2: /,
      [3],
    ],
    ["a line that is no JSON", `{"eventName" oops}\n${json(denial)}\n`, /input:1: /, [2]],
    ["a last line that is cut", `${json(denial)}\n{"eventVersion":"1.11","us`, /input:2: /, [1]],
    [
      "a broken pretty-printed value",
      `{\n  "a": {\n    "b" 1\n  }\n}\n${json(denial)}`,
      /input:1: /,
      [2],
    ],
    [
      "a log file that is cut",
      json({ Records: [denial, plain] }).slice(0, -60),
      /input:1, record 2: /,
      [1],
    ],
    [
      "a record that is none",
      json({ Records: [denial, 42, { a: 1 }, denial] }),
      /input:1, record 2: [^]*record 3: /,
      [1, 4],
    ],
    [
      "an object that is nothing known",
      `{"hello":"world"}\n${json(denial)}`,
      /input:1: it is no record/,
      [2],
    ],
    ["gzip that is cut", gzipSync(`${json(denial)}\n`).subarray(0, -6), /standard input/, []],
    [
      "something binary",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 3]),
      /neither JSON nor UTF-8 text/,
      [],
    ],
  ];
  it.each(problems)("reports %s and goes on", async (_name, input, stderr, expected) => {
    const result = await runCliHere(["explain", "--json"], input);
    expect(result.stderr).toMatch(stderr);
    expect(result.code).toBe(1);
    if (expected.length > 0) {
      expect(parseLines(result.stdout).map((line) => line["input"])).toEqual(expected);
    }
  });

  it("reports a damaged file with its path, and reads the others", async () => {
    const [bad, cut, good] = ["bad.json.gz", "cut.json.gz", "good.json"].map((name) =>
      join(folder, name),
    );
    const packed = gzipSync(json({ Records: [denial, plain] }));
    await writeFile(bad ?? "", Buffer.concat([packed.subarray(0, 20), Buffer.alloc(40, 7)]));
    await writeFile(cut ?? "", packed.subarray(0, -10));
    await writeFile(good ?? "", json(denial));
    const { stdout, stderr, code } = await runCliHere([
      "explain",
      "--json",
      bad ?? "",
      cut ?? "",
      good ?? "",
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${bad ?? ""}: `);
    expect(stderr).toContain(`${cut ?? ""}: the gzip data ends early`);
    expect(parseLines(stdout).length).toBeGreaterThanOrEqual(1);
  });

  it("quotes nothing of a broken line, and nothing in a message moves the cursor", async () => {
    const { stderr } = await runCliHere(["explain"], '{"password": hunter2\u001b[2J}\n');
    expect(stderr).not.toContain("hunter2");
    expect(stderr).not.toContain("\u001b");
  });

  it.each([["no-such-file.json"], ["no-such-*.json"]])(
    "exits 2 for %s, and reads nothing",
    async (path) => {
      const { stdout, stderr, code } = await runCliHere(["explain", join(folder, path)]);
      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^denywatch: Cannot find .*no-such-.*\n$/);
    },
  );

  it("ends quietly when nobody reads on", async () => {
    const many = join(folder, "pipe.jsonl");
    await writeFile(many, `${json(denial)}\n`.repeat(3000));
    const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));
    const child = spawn("sh", [
      "-c",
      `"$0" "$1" explain --json "$2" | head -n 1`,
      process.execPath,
      bin,
      many,
    ]);
    let [out, err] = ["", ""];
    child.stdout.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr.on("data", (text: Buffer) => (err += text.toString()));
    await new Promise((resolve) => child.on("close", resolve));
    expect(out.split("\n").length).toBe(2);
    expect(err).toBe("");
  });
});

describe("denywatch explain for people", () => {
  it("says who, what, on what, why and what to do", async () => {
    const { stdout, code } = await runCli(["explain"], json(denial));
    expect(code).toBe(0);
    for (const part of [
      "arn:aws:sts::210987654321:assumed-role/Deploy/ci-42",
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:210987654321:orders",
      "service control policy",
      "2026-03-04 05:06:07 UTC",
      "What to do",
      "the organization's administrator",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it("colours nothing that is no terminal, and lets no text act on one", async () => {
    const hostile = { ...denial, userAgent: "x\u001b]0;owned\u0007\u009b2J\r\nWho  root" };
    const { stdout } = await runCliHere(["explain"], json(hostile));
    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).toContain("x[U+001B]]0;owned[U+0007]");
    expect(stdout).not.toMatch(/^Who {2}root/m);
  });

  it("says so where there is no denial", async () => {
    const { stdout, stderr, code } = await runCliHere(["explain"], json(plain));
    expect({ stdout, stderr, code }).toEqual({
      stdout: "",
      stderr: "denywatch: no denial among 1 record\n",
      code: 0,
    });
  });
});
