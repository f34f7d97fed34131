import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { type Mute, muteFields } from "./mute.ts";

/** A mute written at run time, with who wrote it and when. */
export interface TimedMute extends Mute {
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export interface MuteClient {
  /** The mutes in the table, read again after a minute. */
  inForce(): Promise<readonly Mute[]>;
  list(): Promise<readonly TimedMute[]>;
  /** The same, and the ids of items that hold no mute: somebody wrote them by hand. */
  read(): Promise<{ readonly mutes: readonly TimedMute[]; readonly unreadable: readonly string[] }>;
  put(mute: TimedMute): Promise<void>;
  /** False where there was none of that id. */
  remove(id: string): Promise<boolean>;
}

const keptMilliseconds = 60_000;
const mutesPartition = { S: "M" };

/** The timed mutes in the table `tableName`: one partition, read with one query. */
export function createMuteClient(
  dynamoDb: DynamoDBClient,
  tableName: string,
  now: () => Date,
): MuteClient {
  let kept: { readonly mutes: readonly Mute[]; readonly untilMilliseconds: number } | null = null;
  return {
    async inForce() {
      if (kept === null || now().getTime() >= kept.untilMilliseconds) {
        const mutes = await list();
        kept = { mutes, untilMilliseconds: now().getTime() + keptMilliseconds };
      }
      return kept.mutes;
    },
    list,
    read,
    async put(mute) {
      const until = mute.until === undefined ? null : Math.ceil(Date.parse(mute.until) / 1000);
      await dynamoDb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            pk: mutesPartition,
            sk: { S: mute.id },
            mute: { S: JSON.stringify(mute) },
            ...(until === null ? {} : { ttl: { N: String(until) } }),
          },
        }),
      );
    },
    async remove(id) {
      const answer = await dynamoDb.send(
        new DeleteItemCommand({
          TableName: tableName,
          Key: { pk: mutesPartition, sk: { S: id } },
          ReturnValues: "ALL_OLD",
        }),
      );
      return answer.Attributes !== undefined;
    },
  };

  async function list(): Promise<readonly TimedMute[]> {
    return (await read()).mutes;
  }

  async function read(): ReturnType<MuteClient["read"]> {
    const mutes: TimedMute[] = [];
    const unreadable: string[] = [];
    let start: QueryCommand["input"]["ExclusiveStartKey"];
    do {
      const page = await dynamoDb.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": mutesPartition },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const { sk, mute: json } of page.Items ?? []) {
        const mute = parseMute(json?.S);
        if (mute === null) unreadable.push(sk?.S ?? "");
        else mutes.push(mute);
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return { mutes, unreadable };
  }
}

function parseMute(json: string | undefined): TimedMute | null {
  try {
    const mute: unknown = JSON.parse(json ?? "null");
    return isTimedMute(mute) ? mute : null;
  } catch {
    return null;
  }
}

/**
 * Every condition of a mute is text: one that is not would break the matching of every denial. A condition that this
 * version does not know would be left out of the match, and the mute hide more than it was written for.
 */
function isTimedMute(value: unknown): value is TimedMute {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "reason" in value &&
    Object.entries(value).every(
      ([name, field]) =>
        typeof field === "string" &&
        (muteFields.has(name) || name === "author" || name === "createdAt"),
    )
  );
}
