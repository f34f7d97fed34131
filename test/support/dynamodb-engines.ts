import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { createActiveTable } from "../../local/create-active-table.ts";
import { createTableInput } from "../../shared/history/create-table-input.ts";
import { localSignature } from "./local-signature.ts";

export interface Engine {
  readonly endpoint: string;
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  stop(): Promise<void>;
}

const dynoxide = fileURLToPath(
  new URL("../../node_modules/@dynoxide/linux-x64/dynoxide", import.meta.url),
);

/** The engines that are here, by name: the pure JavaScript one everywhere, the stricter one where its binary is. */
export const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  dynalite: startDynalite,
  ...(existsSync(dynoxide) ? { dynoxide: startDynoxide } : {}),
};

/** A client for a local engine: any credentials, and no retries that would hide a failure. */
export function localClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    signer: localSignature,
    maxAttempts: 1,
  });
}

export async function startDynalite(): Promise<Engine> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // A connection closed for being idle, on a busy machine, would be a fault that nobody planned.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("dynalite has no port");
  return await withTable(`http://127.0.0.1:${address.port}`, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

async function startDynoxide(): Promise<Engine> {
  const port = await freePort();
  const child: ChildProcess = spawn(dynoxide, ["serve", "--port", String(port)], {
    stdio: "ignore",
  });
  return await withTable(`http://127.0.0.1:${port}`, async () => {
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await exited;
  });
}

async function withTable(endpoint: string, stopServer: () => Promise<void>): Promise<Engine> {
  const dynamoDb = localClient(endpoint);
  const tableName = "denywatch";
  for (let attempt = 0; ; attempt += 1) {
    try {
      await dynamoDb.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await createActiveTable(dynamoDb, createTableInput(tableName));
  return {
    endpoint,
    dynamoDb,
    tableName,
    stop: async () => {
      dynamoDb.destroy();
      await stopServer();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
