import type { Config } from "./config-schema.ts";
import { hashConfig } from "./hash-config.ts";

/** Since when the config's mutes are in force, by id: epoch seconds. */
export type MutesSince = ReadonlyMap<string, number>;

/** The year 9999: later is no date. */
const latest = 253_402_300_800;

interface ConfigBefore {
  readonly config: Pick<Config, "mutes">;
  readonly mutesSince: MutesSince;
  readonly pushedAt: string | null;
}

/** Since when those of `config` are, which is pushed `now`: one that was there as it is since before, all others now. */
export function datesOf(
  config: Pick<Config, "mutes">,
  before: ConfigBefore,
  now: Date,
): MutesSince {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const wasThere = new Map(before.config.mutes.map((mute) => [mute.id, hashConfig(mute)]));
  // Pushed by a version that wrote no dates.
  const pushedSeconds = Math.floor(Date.parse(before.pushedAt ?? "") / 1000) || nowSeconds;
  return new Map(
    config.mutes.map((mute) => [
      mute.id,
      wasThere.get(mute.id) === hashConfig(mute)
        ? (before.mutesSince.get(mute.id) ?? pushedSeconds)
        : nowSeconds,
    ]),
  );
}

export function writeMutesSince(since: MutesSince): string {
  return JSON.stringify([...since]);
}

/** What is no date is left out: a digest goes without it. Never throws. */
export function readMutesSince(text: string | undefined): MutesSince {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "[]");
  } catch {
    return new Map();
  }
  return new Map(Array.isArray(value) ? value.filter(isDate) : []);
}

function isDate(pair: unknown): pair is readonly [string, number] {
  if (!Array.isArray(pair)) return false;
  const [id, seconds] = pair as readonly unknown[];
  return typeof id === "string" && typeof seconds === "number" && seconds >= 0 && seconds < latest;
}
