import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { environmentNames } from "../shared/config/environment-names.ts";
import { UsageError } from "./exit-codes.ts";

export interface TableOptions {
  readonly table?: string;
  /** `true`: the default folder. */
  readonly local?: string | true;
}

export interface OpenTable {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  close(): Promise<void>;
}

/** Opens the deployed table, or the local alerter's: through the running alerter where one runs, else from its folder. */
export async function openTable(options: TableOptions): Promise<OpenTable> {
  if (options.local !== undefined) {
    const { openLocalTable } = await import("../local/open-local-table.ts");
    return await openLocalTable(options.local === true ? ".denywatch" : options.local);
  }
  const tableName = options.table ?? process.env[environmentNames.tableName];
  if (tableName === undefined || tableName === "") {
    throw new UsageError(
      `no table named: give --table NAME (the stack's output "TableName"), set ${environmentNames.tableName}, or use --local`,
    );
  }
  const dynamoDb = new DynamoDBClient({});
  return {
    dynamoDb,
    tableName,
    close: () => {
      dynamoDb.destroy();
      return Promise.resolve();
    },
  };
}
