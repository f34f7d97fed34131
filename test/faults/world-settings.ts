import type { Random } from "../../bench/random.ts";
import type { JsonObject } from "../support/events.ts";

/** The user whose denials a timed mute hides from the beginning, the one of the config's mute, and a benign role. */
export const mutedUser = "quiet-scanner";
export const configMutedUser = "quiet-builder";
export const explorer = "explorer";

/** What has to become of a denial. */
export interface Expectation {
  /** The mute or benign entry that hides it; null where it is told. */
  readonly hidden: { readonly status: "muted" | "benign"; readonly by: string } | null;
  /** Where it is told. */
  readonly channels: readonly string[];
}

/** What a schedule's table holds from the beginning, and what follows from it. */
export interface WorldSettings {
  /** As it is pushed; null where nobody ever pushed one. */
  readonly config: JsonObject | null;
  /** When somebody writes a broken one over it, in milliseconds from the start; null for never. */
  readonly breaksAt: number | null;
  /** The channels have a digest to be told; empty for none. */
  readonly digestChannels: readonly string[];
  expect(user: string, action: string): Expectation;
}

const mutedByTable = { status: "muted", by: "quiet" } as const;

/** Nothing but the timed mute of `mutedUser`. */
export const plainSettings: WorldSettings = {
  config: null,
  breaksAt: null,
  digestChannels: [],
  expect: (user) => ({
    hidden: user === mutedUser ? mutedByTable : null,
    channels: ["default"],
  }),
};

interface Routing {
  readonly routes: readonly JsonObject[];
  channelsOf(user: string, action: string): readonly string[];
}

const routings: readonly [Routing, Routing, Routing] = [
  { routes: [], channelsOf: () => ["default"] },
  {
    routes: [
      { webhooks: ["security"], when: { services: ["kms", "sqs"] } },
      { webhooks: ["default", "security"], when: { principals: ["*:user/kim"] } },
    ],
    channelsOf: (user, action) => {
      if (/^(kms|sqs):/.test(action)) return ["security"];
      return user === "kim" ? ["default", "security"] : ["default"];
    },
  },
  {
    routes: [{ webhooks: ["security", "platform"], when: { accounts: ["210987654321"] } }],
    channelsOf: () => ["security", "platform"],
  },
];

const webhooks = Object.fromEntries(
  ["default", "security", "platform"].map((name) => [name, { parameterName: `/slack/${name}` }]),
);

/** Everything is told in two channels. */
export const twoChannels: WorldSettings = {
  ...plainSettings,
  config: { webhooks, routes: routings[2].routes, digest: { schedule: "off" } },
  expect: () => ({ hidden: null, channels: routings[2].channelsOf("", "") }),
};

/** Half of the schedules have a config: routes to several webhooks, a mute, the benign catalogue on or off, digests. */
export function generateSettings(random: Random): WorldSettings {
  const isPlain = random.next() < 0.5;
  const routing = random.pick(routings);
  const isBenignOff = random.next() < 0.3;
  const hasDigest = random.next() < 0.4;
  const breaksAt = random.next() < 0.3 ? random.int(5, 100) * 1000 : null;
  if (isPlain) return plainSettings;
  return {
    config: {
      webhooks,
      routes: routing.routes,
      mutes: [{ id: "known", reason: "known to be noisy", principal: `*:user/${configMutedUser}` }],
      benign: { disable: isBenignOff ? ["resource-explorer"] : [] },
      digest: hasDigest ? { schedule: "daily", hourUtc: 5 } : { schedule: "off" },
    },
    breaksAt,
    digestChannels: hasDigest ? Object.keys(webhooks) : [],
    expect: (user, action) => ({
      hidden: hiddenOf(user, isBenignOff),
      channels: routing.channelsOf(user, action),
    }),
  };
}

function hiddenOf(user: string, isBenignOff: boolean): Expectation["hidden"] {
  if (user === mutedUser) return mutedByTable;
  if (user === configMutedUser) return { status: "muted", by: "known" };
  return user === explorer && !isBenignOff ? { status: "benign", by: "resource-explorer" } : null;
}
