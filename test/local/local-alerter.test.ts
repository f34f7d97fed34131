import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { putSamples } from "../../local/put-samples.client.ts";
import { buildSampleEvents, type SampleEvent } from "../../local/sample-denials.ts";
import { openLocalTable } from "../../local/open-local-table.ts";
import { startTestAlerter } from "./start-test-alerter.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function samples(count: number): readonly SampleEvent[] {
  return buildSampleEvents(new Date(), () => crypto.randomUUID()).slice(0, count);
}

test("startLocalAlerter() takes up after a restart what it could not do before", async () => {
  const dataFolder = await temporaryFolder();
  const first = await startTestAlerter(
    { alertOnDenial: () => Promise.reject(new Error("down")) },
    { dataFolder, retryDelaysMilliseconds: [60_000] },
  );
  await putSamples(first.url, samples(3));
  await first.stop();
  expect(existsSync(join(dataFolder, "alerter.json"))).toBe(false);

  const handled: unknown[] = [];
  const second = await startTestAlerter(
    {
      alertOnDenial: (event) => {
        handled.push(event);
        return Promise.resolve();
      },
    },
    { dataFolder },
  );
  await second.idle();
  expect(handled).toHaveLength(3);
});

test("startLocalAlerter() replays dead letters when asked", async () => {
  let isDown = true;
  let done = 0;
  const alerter = await startTestAlerter({
    alertOnDenial: () => {
      if (isDown) return Promise.reject(new Error("down"));
      done += 1;
      return Promise.resolve();
    },
  });
  await putSamples(alerter.url, samples(2));
  await alerter.idle();
  isDown = false;
  expect(await alerter.replayDeadLetters()).toBe(2);
  await alerter.idle();
  expect(done).toBe(2);
  expect(await alerter.replayDeadLetters()).toBe(0);
});

test("startLocalAlerter() runs the schedule once more when it stops, while the inbox still takes messages", async () => {
  const answers: number[] = [];
  let webhook = "";
  const alerter = await startTestAlerter({
    deliverAlerts: async () => {
      const { status } = await fetch(webhook, { method: "POST", body: '{"text":"late"}' });
      answers.push(status);
    },
  });
  webhook = alerter.webhookUrl;
  await alerter.stop();
  await alerter.stop();
  expect(answers).toEqual([200]);
});

test("startLocalAlerter() releases everything where it cannot start", async () => {
  const dataFolder = await temporaryFolder();
  const holder = await startTestAlerter();
  const port = Number(new URL(holder.url).port);
  await expect(startTestAlerter({}, { dataFolder, port })).rejects.toThrow(
    `Cannot listen on port ${port}: it is in use; choose another with --port`,
  );
  const failing = startTestAlerter(
    {},
    { dataFolder, createFunctions: () => Promise.reject(new Error("no")) },
  );
  await expect(failing).rejects.toThrow("no");
  await startTestAlerter({}, { dataFolder });
});

test("openLocalTable() goes through the alerter that holds the folder", async () => {
  const dataFolder = await temporaryFolder();
  const { dynamoDbEndpoint } = await startTestAlerter({}, { dataFolder });
  const table = await openLocalTable(dataFolder);
  const { port } = (await table.dynamoDb.config.endpoint?.()) ?? {};
  await table.close();
  expect(port).toBe(Number(new URL(dynamoDbEndpoint).port));
});

test("startLocalAlerter() keeps the webhook's URL out of every file", async () => {
  const dataFolder = await temporaryFolder();
  const lines: string[] = [];
  const alerter = await startTestAlerter(
    { alertOnDenial: () => Promise.reject(new Error("down")) },
    {
      dataFolder,
      webhookUrl: "https://hooks.slack.com/services/T0/B0/s3cr3t",
      log: (line) => lines.push(line),
    },
  );
  await putSamples(alerter.url, samples(1));
  await alerter.idle();
  const written = await Promise.all(
    ["alerter.json", "dead-letters.jsonl", "events.jsonl"].map((name) =>
      readFile(join(dataFolder, name), "utf8"),
    ),
  );
  expect(lines.length).toBeGreaterThan(0);
  expect([...written, ...lines].join("\n")).not.toContain("s3cr3t");
});
