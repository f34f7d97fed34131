import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unlessConditionFails } from "./condition.client.ts";
import { denialKey } from "./denial-item.ts";
import { findRelated } from "./find-related.client.ts";
import type { Predecessor } from "./known-denial.ts";
import type { RecordedDenial } from "./occurrence.ts";
import type { Predecessors } from "./predecessors.ts";
import { writePredecessor } from "./read-denial.ts";

export interface PredecessorKeeper {
  /**
   * Writes down the predecessor that counting found of a fingerprint, where no other write of this process has: one
   * whose alert waits is told by another. No request where there is none.
   */
  keepPredecessor(fingerprint: string): Promise<void>;
  /**
   * The same denial with another reason, the last seen one of those that were there when it was first seen: for an entry
   * that has none written down. The next write that this process makes to the entry writes it down.
   */
  findPredecessor(
    denial: RecordedDenial,
    firstSeenSeconds: number,
    now: Date,
  ): Promise<Predecessor | null>;
}

/** Keeps what is in `predecessors` in the table `tableName`. */
export function createPredecessorKeeper(
  dynamoDb: DynamoDBClient,
  tableName: string,
  predecessors: Predecessors,
): PredecessorKeeper {
  return {
    async findPredecessor(denial, firstSeenSeconds, now) {
      const { predecessor } = await findRelated(
        dynamoDb,
        tableName,
        denial,
        now,
        undefined,
        firstSeenSeconds,
      );
      if (predecessor !== null) predecessors.set(denial.fingerprint, predecessor);
      return predecessor;
    },
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
