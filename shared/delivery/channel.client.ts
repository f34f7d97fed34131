import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { parseChannelState } from "./parse-channel-state.ts";
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

/** A channel that so many writes in a row are lost at is no race. */
const mostRaces = 200;

/**
 * The states in the table `tableName`: one item a channel, `pk = W#<channel>`, its `state` as JSON under version `z`. One
 * that cannot be read starts anew, and `onDamaged` is told of the channel.
 */
export function createChannelStore(
  dynamoDb: DynamoDBClient,
  tableName: string,
  onDamaged: (channel: string) => void = () => undefined,
): ChannelStore {
  return {
    read: async (channel) => (await readItem(channel)).state,
    async change(channel, decide) {
      for (let race = 0; race < mostRaces; race += 1) {
        const { state, version } = await readItem(channel);
        const { answer, next } = decide(state);
        if (next === null || (await write(channel, next, version))) return answer;
      }
      throw new Error(
        `Cannot change the state of webhook "${channel}": ${mostRaces} writes in a row lost to others; delete the item "W#${channel}" if there are no others`,
      );
    },
  };

  async function readItem(
    channel: string,
  ): Promise<{ readonly state: ChannelState; readonly version: number | null }> {
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName: tableName, Key: key(channel), ConsistentRead: true }),
    );
    if (Item === undefined) return { state: emptyChannel, version: null };
    const state = parseChannelState(Item["state"]?.S ?? "");
    if (state === null) onDamaged(channel);
    const version = Item["z"]?.N;
    return {
      state: state ?? emptyChannel,
      version: version === undefined ? null : Number(version),
    };
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
            ? { ConditionExpression: "attribute_not_exists(z)" }
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
