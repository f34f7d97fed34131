import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseStartFlags } from "../../local/start-flags.ts";
import { buildSampleEvents } from "../../local/sample-denials.ts";
import { putSamples } from "../../local/put-samples.client.ts";
import { runScript } from "./run-script.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("parseStartFlags()", () => {
  const cases: readonly (readonly [readonly string[], object])[] = [
    [[], { kind: "run", dataFolder: ".denywatch", port: 4747, replay: false }],
    [
      ["--data", "x", "--port", "0", "--replay"],
      { kind: "run", dataFolder: "x", port: 0, replay: true },
    ],
    [["--help"], { kind: "help" }],
    [
      ["--port", "65536"],
      { kind: "wrong", problem: '--port takes a number from 0 to 65535, not "65536"' },
    ],
    [["--port", "1e3"], { kind: "wrong" }],
    [["--port="], { kind: "wrong" }],
    [["--data", ""], { kind: "wrong" }],
    [["--prot", "1"], { kind: "wrong", problem: "Unknown option '--prot'" }],
    [["extra"], { kind: "wrong" }],
  ];
  test.each(cases)("%j", (args, expected) => {
    expect(parseStartFlags(args)).toMatchObject(expected);
  });
});

describe("npm start", () => {
  test("--help says how to call it", async () => {
    const script = runScript("start.ts", ["--help"]);
    expect(await script.exitCode).toBe(0);
    expect(script.stdout()).toContain("Usage: npm start");
  });

  test("what is wrong is one line, and exit code 2", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => {
      busy.close();
    });
    await new Promise((resolve) => busy.once("listening", resolve));
    const { port } = busy.address() as AddressInfo;
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");

    const cases: readonly (readonly [readonly string[], Record<string, string>, string])[] = [
      [["--nope"], {}, "Unknown option '--nope'"],
      [
        ["--data", folder, "--port", String(port)],
        {},
        `Cannot listen on port ${port}: it is in use`,
      ],
      [["--data", join(folder, "file")], {}, `Cannot use data folder "${folder}/file"`],
      [
        ["--data", folder],
        { SLACK_WEBHOOK_URL: "http://s3cr3t.example/x" },
        "Cannot use the Slack webhook",
      ],
    ];
    for (const [args, environment, problem] of cases) {
      const script = runScript("start.ts", args, environment);
      expect([args, await script.exitCode]).toEqual([args, 2]);
      expect(script.stderr()).toMatch(/^denywatch: [^\n]+\n$/);
      expect(script.stderr()).toContain(problem);
      expect(script.stderr()).not.toContain("s3cr3t");
    }
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "a denial is told, and %s ends it cleanly",
    async (signal) => {
      const folder = await temporaryFolder();
      const script = runScript("start.ts", ["--data", folder, "--port", "0"]);
      await script.waitFor("Ctrl+C stops it.");
      expect(script.stdout()).toContain("aws events put-events");
      const url = /PutEvents +(\S+)/.exec(script.stdout())?.[1] ?? "";
      await putSamples(url, buildSampleEvents(new Date(), () => crypto.randomUUID()).slice(0, 1));
      const told = async (): Promise<number> => {
        const answer = (await (await fetch(`${url}/inbox/messages`)).json()) as {
          messages: unknown[];
        };
        return answer.messages.length;
      };
      await expect.poll(told, { timeout: 10_000 }).toBe(1);
      script.child.kill(signal);
      expect(await script.exitCode).toBe(0);
      expect(script.stderr()).toBe("");
    },
  );
});
