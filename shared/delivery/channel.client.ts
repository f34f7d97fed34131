import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type ChannelState, emptyChannel } from "./take-turn.ts";

/** The channels' states in the table, shared by everyone who posts. */
export interface ChannelStore {
  read(channel: string): Promise<ChannelState>;
  /**
   * Changes a channel's state by a pure function, which runs again where somebody else was faster. A `next` of null
   * writes nothing. One write request where nobody else writes.
   */
  change<Answer>(
    channel: string,
    decide: (state: ChannelState) => {
      readonly answer: Answer;
      readonly next: ChannelState | null;
    },
  ): Promise<Answer>;
}

/** The states in the table `tableName`: one item a channel, `pk = W#<channel>`, its `state` as JSON under version `z`. */
export function createChannelStore(dynamoDb: DynamoDBClient, tableName: string): ChannelStore {
  return {
    read: async (channel) => (await readItem(channel)).state,
    async change(channel, decide) {
      for (;;) {
        const { state, version } = await readItem(channel);
        const { answer, next } = decide(state);
        if (next === null || (await write(channel, next, version))) return answer;
      }
    },
  };

  async function readItem(
    channel: string,
  ): Promise<{ readonly state: ChannelState; readonly version: number | null }> {
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName: tableName, Key: key(channel), ConsistentRead: true }),
    );
    const json = Item?.["state"]?.S;
    if (json === undefined) return { state: emptyChannel, version: null };
    return { state: JSON.parse(json) as ChannelState, version: Number(Item?.["z"]?.N ?? 0) };
  }

  async function write(
    channel: string,
    state: ChannelState,
    version: number | null,
  ): Promise<boolean> {
    try {
      await dynamoDb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            ...key(channel),
            state: { S: JSON.stringify(state) },
            z: { N: String((version ?? 0) + 1) },
          },
          ...(version === null
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "z = :z",
                ExpressionAttributeValues: { ":z": { N: String(version) } },
              }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function key(channel: string): { pk: { S: string }; sk: { S: string } } {
  return { pk: { S: `W#${channel}` }, sk: { S: "W" } };
}
