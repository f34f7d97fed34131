import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Mute } from "../delivery/mute.ts";
import { createMuteClient, type TimedMute } from "../delivery/mutes.client.ts";
import type { Config } from "./config-schema.ts";
import { type AccountNames, withAccountNames } from "./account-names.ts";
import { createAccountNameStore } from "./account-names.client.ts";
import { createConfigStore, type StoredConfig } from "./config-store.client.ts";
import type { MutesSince } from "./mutes-since.ts";

/** What a running function goes by. */
export interface SettingsInForce {
  readonly config: Config;
  /** The config's mutes, then those written at run time; with when they were, where that is known. */
  readonly mutes: readonly (Mute & Partial<Pick<TimedMute, "createdAt">>)[];
  /** What could not be used, for a metric and a log line; null where all is well. */
  readonly problem: string | null;
}

export interface Settings {
  /** As of at most a minute ago. Rejects where the table cannot be read and nothing was read before. */
  inForce(): Promise<SettingsInForce>;
}

const keptMilliseconds = 60_000;

/**
 * The config and the timed mutes in the table `tableName`: two reads a minute and process, whoever asks, and in an
 * organization a third for the names of its accounts, behind those that the config gives. A config that
 * is broken or cannot be read leaves the last good one in force; mutes that cannot be read reject, since an alert
 * would be told that somebody muted.
 */
export function createSettings(
  dynamoDb: DynamoDBClient,
  tableName: string,
  now: () => Date,
): Settings {
  const store = createConfigStore(dynamoDb, tableName, now);
  const accountNames = createAccountNameStore(dynamoDb, tableName, now);
  const timedMutes = createMuteClient(dynamoDb, tableName, now);
  let kept: { readonly settings: SettingsInForce; readonly askedAt: number } | null = null;
  let lastGood: Config | null = null;
  let names: AccountNames = {};
  let reading: Promise<SettingsInForce> | null = null;

  return {
    inForce() {
      if (kept !== null && isRecent(kept.askedAt)) return Promise.resolve(kept.settings);
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
  };

  /** A clock that was set back must not keep them for longer. */
  function isRecent(askedAt: number): boolean {
    const age = now().getTime() - askedAt;
    return age >= 0 && age < keptMilliseconds;
  }

  async function read(): Promise<SettingsInForce> {
    const askedAt = now().getTime();
    const [{ config, mutesSince, problem }, { mutes, unreadable }] = await Promise.all([
      readConfig(),
      timedMutes.read(),
    ]);
    const muteProblem =
      unreadable.length === 0
        ? null
        : `Cannot use the mutes in the table: ${unreadable.join(", ")}`;
    const problems = [problem, muteProblem].filter((text) => text !== null);
    const settings = {
      config: await named(config),
      mutes: [...withDates(config.mutes, mutesSince), ...mutes],
      problem: problems.length === 0 ? null : problems.join("; "),
    };
    kept = { settings, askedAt };
    return settings;
  }

  /** Names are worth no failure: without them an account is its id. */
  async function named(config: Config): Promise<Config> {
    if (config.deploy.organization === undefined) return config;
    names = await accountNames.read().then(
      (found) => found.names,
      () => names,
    );
    return withAccountNames(config, names);
  }

  async function readConfig(): Promise<Pick<StoredConfig, "config" | "mutesSince" | "problem">> {
    let stored: StoredConfig;
    try {
      stored = await store.current();
    } catch (error) {
      if (lastGood === null) throw error;
      const name = error instanceof Error ? error.name : "unknown";
      const problem = `Cannot read the config from the table: ${name}`;
      return { config: lastGood, mutesSince: new Map(), problem };
    }
    if (stored.problem === null) lastGood = stored.config;
    return { ...stored, config: lastGood ?? stored.config };
  }
}

function withDates(mutes: readonly Mute[], since: MutesSince): SettingsInForce["mutes"] {
  return mutes.map((mute) => {
    const seconds = since.get(mute.id);
    return seconds === undefined
      ? mute
      : { ...mute, createdAt: new Date(seconds * 1000).toISOString() };
  });
}
