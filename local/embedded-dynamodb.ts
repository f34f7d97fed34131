import { mkdir } from "node:fs/promises";
import type { RequestListener, Server } from "node:http";
import { join } from "node:path";
import { type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { createActiveTable } from "./create-active-table.ts";
import { findDatabaseProblem } from "./level-database.ts";
import { closeServer, listenOnLoopback } from "./loopback-server.ts";
import { isFromThisMachine } from "./is-from-this-machine.ts";
import { DataFolderError } from "./open-data-folder.ts";

export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  /** Writes what is pending and releases the folder. */
  readonly stop: () => Promise<void>;
}

/**
 * A DynamoDB-compatible engine in this process, its data in LevelDB under `dataFolder`, with the table there. A write
 * that was answered survives the process, also when it is killed; LevelDB does not promise it for a power cut.
 * Throws a `DataFolderError` where another process holds the data.
 */
export async function startEmbeddedDynamoDb(
  dataFolder: string,
  table: CreateTableCommandInput,
): Promise<EmbeddedDynamoDb> {
  const path = join(dataFolder, "dynamodb");
  await mkdir(path, { recursive: true });
  const problem = await findDatabaseProblem(path);
  if (problem !== null) throw new DataFolderError(dataFolder, problem, undefined);

  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  refuseOtherSites(server);
  const port = await listenOnLoopback(server, 0);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await createTable(endpoint, table);
  } catch (error) {
    await closeServer(server);
    throw error;
  }
  return { endpoint, stop: () => closeServer(server) };
}

/** dynalite answers any web page's script (it allows every origin); nobody but this machine's programs may ask. */
function refuseOtherSites(server: Server): void {
  const [answer] = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (isFromThisMachine(request) && request.headers.origin === undefined) {
      answer?.call(server, request, response);
    } else {
      response.writeHead(403).end();
    }
  });
}

async function createTable(endpoint: string, table: CreateTableCommandInput): Promise<void> {
  const client = localDynamoDbClient(endpoint);
  try {
    await createActiveTable(client, table);
  } finally {
    client.destroy();
  }
}

/** A client of a local engine, which takes any credentials. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}
