import { benignEntries } from "../delivery/benign/benign-catalogue.ts";
import { coversMute } from "../delivery/covers-mute.ts";
import { findBroadConditions } from "../delivery/find-broad-conditions.ts";
import { isInForce } from "../delivery/mute.ts";
import { defaultWebhook } from "../delivery/route.ts";
import type { Config } from "./config-schema.ts";
import { findCoveredRoutes } from "./find-covered-routes.ts";

/** What a valid config says to no effect, a sentence each. */
export function findConfigWarnings(config: Config, now: Date): readonly string[] {
  return [
    ...findEndedMutes(config, now),
    ...sayCoveredRoutes(config),
    ...findCoveredMutes(config, now),
    ...findBroadMutes(config),
    ...findUnusedWebhooks(config),
    ...findSharedParameters(config),
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

function sayCoveredRoutes({ routes }: Config): readonly string[] {
  return findCoveredRoutes(routes).map(
    ({ index, by }) =>
      `routes[${index}] never decides: routes[${by}] before it matches all that it does; put it first, or remove it`,
  );
}

function findCoveredMutes({ mutes }: Config, now: Date): readonly string[] {
  return mutes.flatMap((later, index) => {
    const first = mutes
      .slice(0, index)
      .findIndex((mute) => isInForce(mute, now) && coversMute(mute, later));
    return first < 0 || !isInForce(later, now)
      ? []
      : [
          `mutes[${index}] never hides anything: mutes[${first}] comes first and matches whatever it matches`,
        ];
  });
}

function findBroadMutes({ mutes }: Config): readonly string[] {
  return mutes.flatMap((mute, index) => {
    const broad = findBroadConditions(mute);
    return broad === null
      ? []
      : [`mutes[${index}] hides nearly everything: ${broad.join(" and ")} says next to nothing`];
  });
}

function findUnusedWebhooks({ webhooks, routes }: Config): readonly string[] {
  const covered = findCoveredRoutes(routes).map(({ index }) => index);
  const deciding = routes.filter((_, index) => !covered.includes(index));
  const used = new Set([defaultWebhook, ...deciding.flatMap((route) => route.webhooks)]);
  return Object.keys(webhooks)
    .filter((name) => !used.has(name))
    .map((name) => `webhooks.${name} is in no route that decides and gets nothing`);
}

/** Each webhook has a pace and a budget of its own, and an alert for two of one URL is told twice. */
function findSharedParameters({ webhooks }: Config): readonly string[] {
  const entries = Object.entries(webhooks);
  return entries.flatMap(([name, { parameterName }], index) => {
    const first = entries
      .slice(0, index)
      .find(([, other]) => other.parameterName === parameterName);
    return first === undefined
      ? []
      : [
          `webhooks.${name} has the parameter of webhooks.${first[0]}: Slack limits both as one, and what goes to both is told twice`,
        ];
  });
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
