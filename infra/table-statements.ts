import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { HistoryIndexName } from "../shared/history/table-definition.ts";

/** Lets a function call these DynamoDB operations on the table, and query these indexes, each by its name. */
export function buildTableStatements(
  { tableArn }: TableV2,
  operations: readonly string[],
  indexes: readonly HistoryIndexName[],
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "UseTable",
      actions: operations.map((operation) => `dynamodb:${operation}`),
      resources: [tableArn],
    }),
    new PolicyStatement({
      sid: "QueryIndexes",
      actions: ["dynamodb:Query"],
      resources: indexes.map((index) => `${tableArn}/index/${index}`),
    }),
  ];
}
