import { nameOfAccount } from "../shared/config/account-names.ts";
import type { SettingsInForce } from "../shared/config/settings.client.ts";
import { benignEntriesOn, findBenign } from "../shared/delivery/benign/find-benign.ts";
import { findMute, isInForce } from "../shared/delivery/mute.ts";
import { chooseWebhooks, defaultWebhook } from "../shared/delivery/route.ts";
import type { AlertSettings } from "./alert-on-denial/handle-occurrences.ts";

const minute = 60_000;

/** The settings in force as what the functions ask of them. Mutes come before the benign catalogue; the first match wins. */
export function applySettings(
  { config, mutes }: SettingsInForce,
  spacingMilliseconds: number,
  now: () => Date,
): AlertSettings {
  const { alerts, benign, digest, routes, webhooks } = config;
  const ownDigests: Readonly<Record<string, (typeof webhooks)["default"] | undefined>> = webhooks;
  const isThere = (name: string): boolean => Object.hasOwn(webhooks, name);
  return {
    thresholds: { quietDays: alerts.quietDays, growthFactor: alerts.growthFactor },
    limits: {
      spacingMilliseconds,
      burst: {
        newFingerprints: alerts.burst.newFingerprints,
        windowMilliseconds: alerts.burst.minutes * minute,
      },
      budget: {
        messages: alerts.budget.messages,
        windowMilliseconds: alerts.budget.minutes * minute,
      },
    },
    digestOf: (channel) => {
      const own = isThere(channel) ? ownDigests[channel]?.digest : undefined;
      return {
        schedule: own?.schedule ?? digest.schedule,
        hourUtc: own?.hourUtc ?? digest.hourUtc,
        weekday: own?.weekday ?? digest.weekday,
      };
    },
    quietDays: alerts.quietDays,
    mutes: mutes
      .filter((mute) => isInForce(mute, now()))
      .map(({ id, reason, owner, createdAt }) => ({
        id,
        reason,
        owner: owner ?? null,
        inForceSinceSeconds: createdAt === undefined ? null : Date.parse(createdAt) / 1000,
      })),
    benign: benignEntriesOn(benign).map(({ id, title }) => ({ id, reason: title })),
    accountNameOf: (account) => nameOfAccount(config.accounts, account),
    channelNames: Object.keys(webhooks),
    channelsFor: (denial, pending) => {
      const chosen = (pending ?? chooseWebhooks(denial, routes)).map((name) =>
        isThere(name) ? name : defaultWebhook,
      );
      return [...new Set(chosen)];
    },
    findHidden: (denial) => {
      const mute = findMute(mutes, denial, now());
      if (mute !== null) return { status: "muted", by: mute.id };
      const entry = findBenign(denial, benign);
      return entry === null ? null : { status: "benign", by: entry.id };
    },
  };
}
