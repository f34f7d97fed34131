import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createSettings } from "../../shared/config/settings.client.ts";
import { findBenign } from "../../shared/delivery/benign/find-benign.ts";
import { findMute } from "../../shared/delivery/mute.ts";
import type { Denial } from "../../shared/denial/denial.ts";
import type { Hidden } from "../../shared/history/count-settings.ts";

export interface SettingsOfBackfill {
  readonly findHidden: (denial: Denial) => Hidden | null;
  readonly keepDays: number;
}

/** What the config and the mutes in force keep quiet, and how long the history is kept: as live counting has them. */
export async function readBackfillSettings(
  { dynamoDb, tableName }: { readonly dynamoDb: DynamoDBClient; readonly tableName: string },
  now: Date,
): Promise<SettingsOfBackfill> {
  const { config, mutes } = await createSettings(dynamoDb, tableName, () => now).inForce();
  return {
    keepDays: config.history.keepDays,
    findHidden: (denial) => {
      const mute = findMute(mutes, denial, now);
      if (mute !== null) return { status: "muted", by: mute.id };
      const benign = findBenign(denial, config.benign);
      return benign === null ? null : { status: "benign", by: benign.id };
    },
  };
}
