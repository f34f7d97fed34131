import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, onTestFinished, test } from "vitest";
import {
  type EmbeddedDynamoDb,
  localDynamoDbClient,
  startEmbeddedDynamoDb,
} from "../../local/embedded-dynamodb.ts";
import { openDataFolder } from "../../local/open-data-folder.ts";
import { localTableInput, openLocalTable } from "../../local/open-local-table.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const key = { pk: { S: "p" }, sk: { S: "s" } };
const TableName = "denywatch";

async function start(folder: string): Promise<EmbeddedDynamoDb> {
  const engine = await startEmbeddedDynamoDb(folder, localTableInput());
  onTestFinished(engine.stop);
  return engine;
}

async function read(endpoint: string): Promise<string | undefined> {
  const client = localDynamoDbClient(endpoint);
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
  client.destroy();
  return Item?.["n"]?.N;
}

async function write(endpoint: string, n: number): Promise<void> {
  const client = localDynamoDbClient(endpoint);
  await client.send(new PutItemCommand({ TableName, Item: { ...key, n: { N: String(n) } } }));
  client.destroy();
}

test("startEmbeddedDynamoDb() keeps its data over a restart, and creates the table once", async () => {
  const folder = await openDataFolder(await temporaryFolder());
  const first = await startEmbeddedDynamoDb(folder, localTableInput());
  await write(first.endpoint, 7);
  await first.stop();
  expect(await read((await start(folder)).endpoint)).toBe("7");
});

test("startEmbeddedDynamoDb() keeps every answered write when its process is killed", async () => {
  const folder = await openDataFolder(await temporaryFolder());
  const module = join(import.meta.dirname, "write-until-killed.ts");
  const child = spawn(process.execPath, [module, folder], { stdio: ["ignore", "pipe", "inherit"] });
  let answered = 0;
  for await (const line of child.stdout.setEncoding("utf8") as AsyncIterable<string>) {
    answered = Number(line.trim().split("\n").at(-1));
    if (answered >= 20) break;
  }
  child.kill("SIGKILL");
  await once(child, "exit");
  const kept = Number(await read((await start(folder)).endpoint));
  expect(kept).toBeGreaterThanOrEqual(answered);
});

test("startEmbeddedDynamoDb() says that another alerter holds the folder", async () => {
  const folder = await openDataFolder(await temporaryFolder());
  await start(folder);
  await expect(startEmbeddedDynamoDb(folder, localTableInput())).rejects.toThrow(
    `Cannot use data folder "${folder}": another alerter is using it; stop that one, or choose another with --data`,
  );
});

test("startEmbeddedDynamoDb() answers no web page", async () => {
  const { endpoint } = await start(await openDataFolder(await temporaryFolder()));
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(endpoint, { method: "POST", headers, body: "{}" });
  expect((await ask({ origin: "https://evil.example" })).status).toBe(403);
  expect((await ask({ origin: "null" })).status).toBe(403);
  expect((await ask({ origin: endpoint })).status).toBe(403);
});

test("openLocalTable() opens the table of an alerter that has ended", async () => {
  const folder = await openDataFolder(await temporaryFolder());
  const engine = await startEmbeddedDynamoDb(folder, localTableInput());
  await write(engine.endpoint, 3);
  await engine.stop();
  const table = await openLocalTable(folder);
  const { Item } = await table.dynamoDb.send(new GetItemCommand({ TableName, Key: key }));
  await table.close();
  expect(Item?.["n"]?.N).toBe("3");
});

test("openLocalTable() creates no folder", async () => {
  const folder = join(await temporaryFolder(), "nothing");
  await expect(openLocalTable(folder)).rejects.toThrow(
    `Cannot use data folder "${folder}": no alerter has kept data there yet`,
  );
});
