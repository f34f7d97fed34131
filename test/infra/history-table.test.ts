import { describe, expect, it } from "vitest";
import { historyTable } from "../../shared/history/table-definition.ts";
import { synthesiseHub } from "../support/synthesise-hub.ts";

const hub = synthesiseHub();

describe("the history table", () => {
  const table = hub.template.Resources["HistoryTable"];

  it("keeps its logical ID: another one would replace the table, and lose what is in it", () => {
    expect(hub.ofType("AWS::DynamoDB::GlobalTable").map(([id]) => id)).toEqual(["HistoryTable"]);
  });

  it("outlives the stack and a replacement, and cannot be deleted by mistake", () => {
    expect(table).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { Replicas: [{ DeletionProtectionEnabled: true }] },
    });
  });

  it("can be restored to any second, costs nothing idle, and forgets by itself", () => {
    expect(table?.Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      TimeToLiveSpecification: {
        AttributeName: historyTable.timeToLiveAttribute,
        Enabled: true,
      },
    });
  });

  it("has the very keys and indexes that the code reads and writes, indexes with keys only", () => {
    const keys = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: "HASH" },
      { AttributeName: sort, KeyType: "RANGE" },
    ];
    expect(table?.Properties["KeySchema"]).toEqual(
      keys(historyTable.partitionKey.name, historyTable.sortKey.name),
    );
    expect(table?.Properties["GlobalSecondaryIndexes"]).toEqual(
      historyTable.indexes.map(({ name, partitionKey, sortKey }) => ({
        IndexName: name,
        KeySchema: keys(partitionKey.name, sortKey.name),
        Projection: { ProjectionType: "KEYS_ONLY" },
      })),
    );
    const attributes = [historyTable, ...historyTable.indexes].flatMap((schema) => [
      schema.partitionKey,
      schema.sortKey,
    ]);
    expect(table?.Properties["AttributeDefinitions"]).toEqual(
      expect.arrayContaining(
        attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
      ),
    );
  });
});
