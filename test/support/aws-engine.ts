import { setTimeout as pause } from "node:timers/promises";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTableInput } from "../../shared/history/create-table-input.ts";
import type { Engine } from "./dynamodb-engines.ts";
import { emptyTable } from "./empty-table.ts";

/** How long an index may be behind its table before a test asks it; most often it is milliseconds. */
const indexLagMilliseconds = 2000;

/**
 * A table of the account and Region that the environment names, made by the stack or with the same keys and indexes. It
 * is for tests alone: every item in it is deleted. Throws where its indexes are not those of this version.
 */
export async function startAwsEngine(tableName: string): Promise<Engine> {
  const dynamoDb = new DynamoDBClient({});
  let writtenAt = 0;
  dynamoDb.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        // Indexes are consistent in the end only; what is tested is what they say then.
        if ("IndexName" in args.input) await pause(writtenAt + indexLagMilliseconds - Date.now());
        const answer = await next(args);
        if (/^(Update|Put|Delete|BatchWrite)/.test(commandName)) writtenAt = Date.now();
        return answer;
      },
    { step: "initialize", name: "waitForIndexes" },
  );
  await checkIndexes(dynamoDb, tableName);
  const engine: Engine = {
    endpoint: "",
    dynamoDb,
    tableName,
    stop: () => {
      dynamoDb.destroy();
      return Promise.resolve();
    },
  };
  await emptyTable(engine);
  return engine;
}

async function checkIndexes(dynamoDb: DynamoDBClient, tableName: string): Promise<void> {
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: tableName }));
  const namesOf = (indexes: readonly { IndexName?: string | undefined }[] | undefined) =>
    (indexes ?? []).map(({ IndexName }) => IndexName ?? "").sort();
  const found = namesOf(Table?.GlobalSecondaryIndexes).join(", ");
  const wanted = namesOf(createTableInput(tableName).GlobalSecondaryIndexes).join(", ");
  if (found !== wanted) {
    throw new Error(
      `Cannot test on table "${tableName}": its indexes are "${found}" instead of "${wanted}"; deploy a table of this version`,
    );
  }
}
