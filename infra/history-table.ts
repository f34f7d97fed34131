import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { historyTable, type KeyAttribute } from "../shared/history/table-definition.ts";
import { nameResource } from "./name-resource.ts";

/**
 * The one table. What it holds cannot be had again, so that it outlives the stack, can be restored to any second of
 * the last 35 days, and has a logical ID that no refactoring changes: another one would replace the table.
 */
export function createHistoryTable(scope: Construct, key: IKey | null): TableV2 {
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
    encryption:
      key === null ? TableEncryptionV2.dynamoOwnedKey() : TableEncryptionV2.customerManagedKey(key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  return nameResource(table, "HistoryTable");
}

function toAttribute({ name, type }: KeyAttribute): Attribute {
  return { name, type: type === "S" ? AttributeType.STRING : AttributeType.NUMBER };
}
