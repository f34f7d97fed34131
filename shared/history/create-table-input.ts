import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { historyTable, type KeyAttribute } from "./table-definition.ts";

/** The CreateTable call for an engine that no CloudFormation deploys: the local one and the tests'. */
export function createTableInput(tableName: string): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes } = historyTable;
  const attributes = new Map<string, KeyAttribute>();
  for (const key of [
    partitionKey,
    sortKey,
    ...indexes.flatMap((i) => [i.partitionKey, i.sortKey]),
  ]) {
    attributes.set(key.name, key);
  }
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes.values()].map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: "KEYS_ONLY" },
    })),
  };
}

function keySchema(
  partition: KeyAttribute,
  sort: KeyAttribute,
): NonNullable<CreateTableCommandInput["KeySchema"]> {
  return [
    { AttributeName: partition.name, KeyType: "HASH" },
    { AttributeName: sort.name, KeyType: "RANGE" },
  ];
}
