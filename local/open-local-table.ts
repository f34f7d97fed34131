import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTableInput } from "../shared/history/create-table-input.ts";
import { readAlerterFile } from "./alerter-file.ts";
import { localDynamoDbClient, startEmbeddedDynamoDb } from "./embedded-dynamodb.ts";
import { findDatabaseProblem } from "./level-database.ts";
import { DataFolderError } from "./open-data-folder.ts";

/** The table's name in every local engine. */
export const localTableName = "denywatch";

export interface LocalTable {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  close(): Promise<void>;
}

/** The local alerter's table. */
export function localTableInput(): CreateTableCommandInput {
  return createTableInput(localTableName);
}

/**
 * Opens the table in a local alerter's data folder: through the alerter where one is running, else from the folder.
 * Throws a `DataFolderError` where there is no such folder.
 */
export async function openLocalTable(folder: string): Promise<LocalTable> {
  const path = resolve(folder);
  if (!(await exists(join(path, "dynamodb")))) {
    throw new DataFolderError(folder, "no alerter has kept data there yet; run npm start", null);
  }
  const isHeld = (await findDatabaseProblem(join(path, "dynamodb"))) !== null;
  const running = isHeld ? await readAlerterFile(path) : null;
  const engine = running === null ? await startEmbeddedDynamoDb(path, localTableInput()) : null;
  const dynamoDb = localDynamoDbClient(engine?.endpoint ?? running?.dynamoDbEndpoint ?? "");
  return {
    dynamoDb,
    tableName: localTableName,
    close: async () => {
      dynamoDb.destroy();
      await engine?.stop();
    },
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
