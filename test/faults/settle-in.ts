import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { configItemKey } from "../../shared/config/config-item-key.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import { parseConfig } from "../../shared/config/parse-config.ts";
import { createChannelStore } from "../../shared/delivery/channel.client.ts";
import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { groupOccurrences, isRecorded } from "../../shared/history/occurrence.ts";
import { explainEvent, type World } from "./build-world.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { mutedUser } from "./world-settings.ts";

const day = 86_400_000;

/** Puts into the table, past all faults, what a world has from the beginning; `breakConfig` resolves once that is done. */
export async function settleIn(
  { settings, start, past }: World,
  direct: DynamoDBClient,
  tableName: string,
  clock: VirtualClock,
): Promise<{ breakConfig(): Promise<void> }> {
  const { config, breaksAt, digestChannels } = settings;
  const now = () => clock.now();
  await createMuteClient(direct, tableName, now).put({
    id: "quiet",
    reason: "known to be noisy",
    principal: `*:user/${mutedUser}`,
    author: "sam",
    createdAt: "2026-03-01T00:00:00Z",
  });
  if (config !== null) {
    // The module is here then: while a process loads it, the clock would go on.
    parseConfig(config);
    const store = createConfigStore(direct, tableName, now);
    await store.put(config, "sam", await store.current());
  }
  // The last digest was of the days before yesterday's.
  const digest = { toldTo: Math.floor(start / day) * day - day, leaseUntil: 0 };
  for (const channel of digestChannels) {
    await createChannelStore(direct, tableName).change(channel, (state) => ({
      answer: null,
      next: { ...state, digest },
    }));
  }
  const history = createHistoryClient(direct, tableName, defaultCountSettings);
  for (const event of past) {
    const denial = explainEvent(event);
    const [group] = isRecorded(denial) ? groupOccurrences([denial]) : [];
    if (group === undefined) throw new Error("an event of the past has no time");
    const at = new Date(group.latest.occurredAt);
    const counted = await history.recordOccurrences(group, null, at);
    if (counted.kind !== "new") throw new Error("two events of the past are of one denial");
    const told = { kind: "new", count: 1, at } as const;
    await history.markTold(group.fingerprint, counted.leaseUntilMilliseconds, told);
  }
  return {
    async breakConfig() {
      if (config === null || breaksAt === null) return;
      await clock.sleep(breaksAt);
      await clock.busy(() =>
        direct.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              pk: { S: configItemKey.pk },
              sk: { S: configItemKey.sk },
              config: { S: '{"routes": "by hand"}' },
              previous: { S: JSON.stringify(config) },
              z: { N: "2" },
            },
          }),
        ),
      );
    },
  };
}
