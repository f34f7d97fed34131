import { withAccountNames } from "../shared/config/account-names.ts";
import { createAccountNameStore } from "../shared/config/account-names.client.ts";
import { createConfigStore } from "../shared/config/config-store.client.ts";
import type { Config } from "../shared/config/config-schema.ts";
import type { MutesSince } from "../shared/config/mutes-since.ts";
import { benignEntriesOn } from "../shared/delivery/benign/find-benign.ts";
import { isInForce, type Mute } from "../shared/delivery/mute.ts";
import { createMuteClient } from "../shared/delivery/mutes.client.ts";
import type { OpenTable } from "./open-table.ts";

/** What the alerter goes by now, as far as commands show it. */
export interface SettingsInForce {
  readonly config: Config;
  /** Since when the config's mutes are in force. */
  readonly mutesSince: MutesSince;
  /** The config's mutes and those written at run time that have not ended. */
  readonly mutes: readonly Mute[];
  /** Ids of the mutes in force and of the benign entries that are on. */
  readonly hiders: ReadonlySet<string>;
}

/** The config, the mutes and the names of the organization's accounts in the table; three reads. */
export async function readSettings(table: OpenTable, now: Date): Promise<SettingsInForce> {
  const { dynamoDb, tableName } = table;
  const [stored, timedMutes, { names }] = await Promise.all([
    createConfigStore(dynamoDb, tableName, () => now).current(),
    createMuteClient(dynamoDb, tableName, () => now).list(),
    createAccountNameStore(dynamoDb, tableName, () => now).read(),
  ]);
  const config = withAccountNames(stored.config, names);
  const mutes = [...config.mutes, ...timedMutes].filter((mute) => isInForce(mute, now));
  const benign = benignEntriesOn(config.benign);
  const { mutesSince } = stored;
  return { config, mutesSince, mutes, hiders: new Set([...mutes, ...benign].map(({ id }) => id)) };
}
