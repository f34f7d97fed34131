import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenialRecord } from "../../support/cloudtrail-records.ts";
import { cloudTrailService } from "../../support/cloudtrail-service.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";

const entry = fileURLToPath(new URL("../../../cli/bin.mjs", import.meta.url));

describe("denywatch watch", { timeout: 60_000 }, () => {
  let server: AwsServer;
  let slack: SlackServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
    slack = await startSlackServer();
    const eventTime = new Date(Date.now() - 60_000).toISOString();
    server = await startAwsServer({
      services: {
        cloudtrail: cloudTrailService({ records: () => [buildDenialRecord({ eventTime })] }),
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await slack.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs it until `until` holds, interrupts it, and gives its exit code and what it said. */
  async function watchUntil(until: () => boolean): Promise<{ code: number | null; said: string }> {
    const args = ["watch", "--data", folder, "--port", "0", "--every", "1"];
    const child = spawn(process.execPath, [entry, ...args], {
      env: { ...process.env, ...server.environment, SLACK_WEBHOOK_URL: slack.webhookUrl },
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => (said += text.toString()));
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
    while (!until() && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGINT");
    return { code: await closed, said };
  }

  it("tells what the event history has once, and goes on after a restart", async () => {
    const first = await watchUntil(() => slack.messages.length > 0);
    expect(first.said).toContain("does not see data events");
    expect(first.code).toBe(0);
    const before = server.requests.length;
    const second = await watchUntil(() => server.requests.length >= before + 3);
    expect(second.code).toBe(0);
    expect(slack.messages).toHaveLength(1);
  });
});
