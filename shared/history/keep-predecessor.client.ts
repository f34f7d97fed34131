import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unlessConditionFails } from "./condition.client.ts";
import { denialKey } from "./denial-item.ts";
import type { Predecessors } from "./predecessors.ts";
import { writePredecessor } from "./read-denial.ts";

export interface PredecessorKeeper {
  /**
   * Writes down the predecessor that counting found of a fingerprint, where no other write of this process has: one
   * whose alert waits is told by another. No request where there is none.
   */
  keepPredecessor(fingerprint: string): Promise<void>;
}

/** Keeps what is in `predecessors` in the table `tableName`. */
export function createPredecessorKeeper(
  dynamoDb: DynamoDBClient,
  tableName: string,
  predecessors: Predecessors,
): PredecessorKeeper {
  return {
    async keepPredecessor(fingerprint) {
      const predecessor = predecessors.get(fingerprint);
      if (predecessor === null) return;
      await unlessConditionFails(
        dynamoDb.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: denialKey(fingerprint),
            UpdateExpression: "SET pr = :pr ADD z :1",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: {
              ":pr": { S: writePredecessor(predecessor) },
              ":1": { N: "1" },
            },
          }),
        ),
      );
      predecessors.written(fingerprint);
    },
  };
}
