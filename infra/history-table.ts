import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  type CfnGlobalTable,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { historyTable, type KeyAttribute } from "../shared/history/table-definition.ts";

/**
 * The one table. What it holds cannot be had again, so that it outlives the stack, can be restored to any second of
 * the last 35 days, and has a logical ID that no refactoring changes: another one would replace the table.
 */
export function createHistoryTable(scope: Construct): TableV2 {
  const table = new TableV2(scope, "HistoryTable", {
    partitionKey: toAttribute(historyTable.partitionKey),
    sortKey: toAttribute(historyTable.sortKey),
    timeToLiveAttribute: historyTable.timeToLiveAttribute,
    globalSecondaryIndexes: historyTable.indexes.map((index) => ({
      indexName: index.name,
      partitionKey: toAttribute(index.partitionKey),
      sortKey: toAttribute(index.sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    })),
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  (table.node.defaultChild as CfnGlobalTable).overrideLogicalId("HistoryTable");
  return table;
}

function toAttribute({ name, type }: KeyAttribute): Attribute {
  return { name, type: type === "S" ? AttributeType.STRING : AttributeType.NUMBER };
}
