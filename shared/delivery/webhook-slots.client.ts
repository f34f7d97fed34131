import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";

/** Slack takes one message a second a webhook ("Rate limits", Slack API docs). */
export const slackSlotMilliseconds = 1000;

/** A turn to post, or how long the next one is away. Times are epoch milliseconds. */
export type Slot =
  | { readonly kind: "reserved"; readonly atMilliseconds: number }
  | { readonly kind: "taken"; readonly untilMilliseconds: number };

/** Turns at a webhook, shared by everyone who posts to it. */
export interface WebhookSlots {
  /** The next turn within `mostWaitMilliseconds` from `now`, one write; `taken` (no write) where there is none. */
  reserve(webhook: string, now: Date, mostWaitMilliseconds: number): Promise<Slot>;
  /** No turn before then, for anybody: Slack said `Retry-After`. */
  holdUntil(webhook: string, untilMilliseconds: number): Promise<void>;
}

/** The turns in the table `tableName`: one item a webhook, whose `at` is when the next turn is free. */
export function createWebhookSlots(
  dynamoDb: DynamoDBClient,
  tableName: string,
  slotMilliseconds: number,
): WebhookSlots {
  const key = (webhook: string) => ({ pk: { S: `W#${webhook}` }, sk: { S: "W" } });

  return {
    async reserve(webhook, now, mostWaitMilliseconds) {
      let freeAt = await nextFree(webhook);
      for (;;) {
        const at = Math.max(freeAt ?? 0, now.getTime());
        if (at - now.getTime() > mostWaitMilliseconds) {
          return { kind: "taken", untilMilliseconds: at };
        }
        if (await take(webhook, freeAt, at + slotMilliseconds)) {
          return { kind: "reserved", atMilliseconds: at };
        }
        freeAt = await nextFree(webhook);
      }
    },
    async holdUntil(webhook, untilMilliseconds) {
      await update(webhook, untilMilliseconds, {
        condition: "attribute_not_exists(pk) OR #at < :at",
        values: {},
      });
    },
  };

  async function nextFree(webhook: string): Promise<number | null> {
    const answer = await dynamoDb.send(
      new GetItemCommand({ TableName: tableName, Key: key(webhook), ConsistentRead: true }),
    );
    const at = answer.Item?.["at"]?.N;
    return at === undefined ? null : Number(at);
  }

  async function take(webhook: string, freeAt: number | null, next: number): Promise<boolean> {
    return await update(
      webhook,
      next,
      freeAt === null
        ? { condition: "attribute_not_exists(pk)", values: {} }
        : { condition: "#at = :free", values: { ":free": { N: String(freeAt) } } },
    );
  }

  async function update(
    webhook: string,
    at: number,
    { condition, values }: { condition: string; values: Record<string, { N: string }> },
  ): Promise<boolean> {
    try {
      await dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: key(webhook),
          UpdateExpression: "SET #at = :at",
          ConditionExpression: condition,
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: { ":at": { N: String(at) }, ...values },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
