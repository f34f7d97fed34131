import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { environmentNames } from "../shared/config/environment-names.ts";
import { noteFailedCalls } from "./aws-call.ts";
import { answerTimeout } from "./answer-timeout.ts";
import { type AwsOptions, readAwsOptions } from "./aws-options.ts";
import { UsageError } from "./exit-codes.ts";

export interface TableOptions extends AwsOptions {
  readonly table?: string;
  /** The deployed stack whose output names the table. */
  readonly stack?: string;
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
  if (options.local !== undefined) return await openLocal(options, options.local);
  const tableName = await findTableName(options);
  const dynamoDb = noteFailedCalls(
    new DynamoDBClient({ ...readAwsOptions(options, process.env), requestHandler: answerTimeout }),
  );
  return {
    dynamoDb,
    tableName,
    close: () => {
      dynamoDb.destroy();
      return Promise.resolve();
    },
  };
}

async function openLocal(options: TableOptions, folder: string | true): Promise<OpenTable> {
  const given = (["table", "stack", "profile", "region"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (given !== undefined) {
    throw new UsageError(`--local and --${given} exclude each other: give one of them`);
  }
  const { openLocalTable } = await import("../local/open-local-table.ts");
  const { DataFolderError } = await import("../local/open-data-folder.ts");
  try {
    const table = await openLocalTable(folder === true ? ".denywatch" : folder);
    noteFailedCalls(table.dynamoDb);
    return table;
  } catch (error) {
    throw error instanceof DataFolderError ? new UsageError(error.message) : error;
  }
}

/** What is given comes first, then the environment, then the deployed stack. */
async function findTableName(options: TableOptions): Promise<string> {
  if (options.table !== undefined) return options.table;
  const fromEnvironment = process.env[environmentNames.tableName];
  if (options.stack === undefined && fromEnvironment) return fromEnvironment;
  const { defaultStackName, readStackOutputs } = await import("./stack-outputs.client.ts");
  const stack = options.stack ?? defaultStackName;
  const outputs = await readStackOutputs(stack, readAwsOptions(options, process.env));
  if (outputs.kind === "no-stack") {
    throw new UsageError(
      `there is no stack "${stack}" in ${outputs.region}: give --region or --profile of where it is deployed, --stack or --table by name, or --local for the local alerter's data`,
    );
  }
  const tableName = outputs.values.get("TableName");
  if (tableName === undefined) {
    throw new UsageError(
      `stack "${stack}" has no output "TableName", so it is not Denywatch's hub: give --stack or --table`,
    );
  }
  return tableName;
}
