import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";
import { type Engine, engines, startDynalite } from "../../support/dynamodb-engines.ts";
import { logFile, logKey, writeLogs } from "../../support/log-folder.ts";
import { type RecordingProxy, startRecordingProxy } from "../../support/recording-proxy.ts";

const entry = fileURLToPath(new URL("../../../cli/bin.mjs", import.meta.url));
const account = "210987654321";
const [queues, each, files] = [40, 18, 16];
const start = Date.now() - 30 * 86_400_000;

/** Denials of some queues, scattered over all files; random bytes that do not pack make the files worth threads. */
const records = Array.from({ length: queues * each }, (_, n) =>
  buildDenialRecord({
    eventID: `event-${n}`,
    eventTime: new Date(start + n * 600_000).toISOString(),
    errorMessage: `User: arn:aws:sts::${account}:assumed-role/Deploy/ci-42 is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:${account}:queue-${n % queues} with an explicit deny in a service control policy`,
  }),
);

describe(
  "denywatch backfill of a folder, read by threads and killed by SIGKILL",
  { timeout: 60_000 },
  () => {
    let engine: Engine;
    let proxy: RecordingProxy;
    let folder: string;
    let onRequest: () => void = () => undefined;
    beforeAll(async () => {
      engine = await (engines["dynoxide"] ?? startDynalite)();
      folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
      const logs = Array.from({ length: files }, (_, n) => [
        logKey(account, "eu-west-1", n),
        logFile([
          ...records.filter((_record, index) => index % files === n),
          buildPlainRecord({
            requestParameters: { noise: randomBytes(150_000).toString("base64") },
          }),
        ]),
      ]);
      await writeLogs(join(folder, "logs"), Object.fromEntries(logs) as Record<string, Buffer>);
      proxy = await startRecordingProxy(engine.endpoint, () => {
        onRequest();
      });
    });
    afterAll(async () => {
      await proxy.close();
      await engine.stop();
      await rm(folder, { recursive: true });
    });

    /** Runs it and kills it with its n-th request, which reaches the table; to its end for null. */
    async function backfill(killAt: number | null) {
      const flags = ["--table", engine.tableName];
      const child: ChildProcess = spawn(
        process.execPath,
        [entry, "backfill", ...flags, join(folder, "logs")],
        {
          env: {
            ...process.env,
            AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
            ...{
              AWS_REGION: "eu-west-1",
              AWS_ACCESS_KEY_ID: "local",
              AWS_SECRET_ACCESS_KEY: "local",
            },
            XDG_STATE_HOME: folder,
          },
        },
      );
      let requests = 0;
      onRequest = () => {
        requests += 1;
        if (requests === killAt) child.kill("SIGKILL");
      };
      let said = "";
      child.stdout?.on("data", (text: Buffer) => (said += text.toString()));
      child.stderr?.on("data", (text: Buffer) => (said += text.toString()));
      const ended = await new Promise((resolve) => {
        child.on("close", (code, signal) => {
          resolve(signal ?? code);
        });
      });
      return { ended, said };
    }

    it("counts exactly, however often it was killed", async () => {
      // After the settings and the items are read: among the first counts, and among the moves to the ledgers.
      for (const killAt of [8, 40]) {
        expect(await backfill(killAt)).toMatchObject({ ended: "SIGKILL" });
      }
      const { ended, said } = await backfill(null);
      const [, counted] = /^Counted (\d+) denials, .* among 736 records/m.exec(said) ?? [];
      expect(Number(counted)).toBeGreaterThan(0);
      expect(Number(counted)).toBeLessThan(queues * each);
      expect(ended).toBe(0);
      const history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
      const entries = await history.listByStatus("seen", { limit: 100 });
      expect(entries.map(({ count }) => count)).toEqual(Array(queues).fill(each));

      const again = await backfill(null);
      expect(again.said).toContain("Counted 0 denials");
      expect(again.said).toContain(`${queues * each} were counted before`);
    });
  },
);
