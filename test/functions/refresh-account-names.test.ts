import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createAccountNamesRefresh } from "../../functions/deliver-alerts/refresh-account-names.ts";
import type { StoredAccountNames } from "../../shared/config/account-names.client.ts";
import { listAccountNames } from "../../shared/config/list-account-names.client.ts";
import { type AwsAnswer, denied } from "../support/aws-answer.ts";
import { startAwsServer } from "../support/aws-server.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";

const hour = 3_600_000;
let time: number;
let stored: StoredAccountNames;
beforeEach(() => {
  time = Date.parse("2026-03-04T05:06:07Z");
  stored = { names: {}, askedAt: 0 };
});

/** A function's process against an organization that answers as told; what it asked is counted. */
async function start(answer: () => AwsAnswer) {
  const server = await startAwsServer({ services: { organizations: answer } });
  const client = new OrganizationsClient({
    endpoint: server.url,
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const telemetry = createMemoryTelemetry();
  const refresh = createAccountNamesRefresh({
    store: {
      read: () => Promise.resolve(stored),
      put: (names) => {
        stored = { names, askedAt: time };
        return Promise.resolve({ leftOut: 0 });
      },
    },
    list: () => listAccountNames(client),
    telemetry,
    now: () => new Date(time),
  });
  return { refresh, telemetry };
}

test("asks once a day, page by page", async () => {
  let asked = 0;
  const { refresh } = await start(() => {
    asked += 1;
    const account = { Id: `21098765432${asked}`, Name: `account ${asked}`, Status: "ACTIVE" };
    return {
      kind: "json",
      body: { Accounts: [account], ...(asked % 2 === 1 && { NextToken: "n" }) },
    };
  });
  await refresh();
  expect(stored.names).toEqual({ "210987654321": "account 1", "210987654322": "account 2" });
  time += 23 * hour;
  await refresh();
  expect(asked).toBe(2);
  time += hour;
  await refresh();
  expect(asked).toBe(4);
});

test("keeps the names that it has where the organization refuses, says so, and asks again in an hour", async () => {
  let asked = 0;
  const { refresh, telemetry } = await start(() => {
    asked += 1;
    return denied("organizations:ListAccounts");
  });
  stored = { names: { "210987654321": "orchard" }, askedAt: 1 };
  await refresh();
  await refresh();
  expect(asked).toBe(1);
  expect(stored.names).toEqual({ "210987654321": "orchard" });
  expect(JSON.stringify(telemetry.lines)).toContain("AccessDeniedException");
  time += hour;
  await refresh();
  expect(asked).toBe(2);
});
