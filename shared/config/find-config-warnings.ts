import { benignEntries } from "../delivery/benign/benign-catalogue.ts";
import { defaultWebhook } from "../delivery/route.ts";
import type { Config } from "./config-schema.ts";

/** What a valid config says to no effect, a sentence each. */
export function findConfigWarnings(config: Config, now: Date): readonly string[] {
  return [
    ...findEndedMutes(config, now),
    ...findUnusedWebhooks(config),
    ...findIdleBenign(config),
    ...findUnwatchedAccount(config),
  ];
}

/** StackSets never deploys to the management account, and the hub is not in it. */
function findUnwatchedAccount({ deploy: { organization } }: Config): readonly string[] {
  const isUnwatched =
    organization?.callAs === "DELEGATED_ADMIN" && organization.managementAccount === undefined;
  return isUnwatched
    ? ["deploy.organization leaves the management account unwatched; name it in managementAccount"]
    : [];
}

function findEndedMutes({ mutes }: Config, now: Date): readonly string[] {
  return mutes.flatMap(({ until }, index) =>
    until !== undefined && Date.parse(until) <= now.getTime()
      ? [`mutes[${index}] ended at "${until}" and mutes nothing; renew or remove it`]
      : [],
  );
}

function findUnusedWebhooks({ webhooks, routes }: Config): readonly string[] {
  const used = new Set([defaultWebhook, ...routes.flatMap((route) => route.webhooks)]);
  return Object.keys(webhooks)
    .filter((name) => !used.has(name))
    .map((name) => `webhooks.${name} is in no route and gets nothing`);
}

function findIdleBenign({ benign }: Config): readonly string[] {
  const isOnByDefault = (id: string): boolean | undefined =>
    benignEntries.find((entry) => entry.id === id)?.onByDefault;
  return [
    ...benign.disable
      .filter((id) => isOnByDefault(id) === false)
      .map((id) => `benign.disable names "${id}", which is off by default`),
    ...benign.enable
      .filter((id) => isOnByDefault(id) === true)
      .map((id) => `benign.enable names "${id}", which is on by default`),
  ];
}
