import { fetchBus } from "./checks/bus.client.ts";
import { judgeBus } from "./checks/bus.ts";
import { fetchFunction, fetchMapping, fetchPolicy, fetchRuns } from "./checks/function.client.ts";
import { judgeFunction, judgeMapping, judgePolicy, judgeRuns } from "./checks/function.ts";
import { fetchAccounts, fetchInstances } from "./checks/organization.client.ts";
import { judgeCoverage, judgeInstances } from "./checks/organization.ts";
import { fetchQueue } from "./checks/queue.client.ts";
import { judgeQueue } from "./checks/queue.ts";
import { fetchRule, fetchTargets } from "./checks/rule.client.ts";
import { judgeRule, judgeTargets } from "./checks/rule.ts";
import { fetchRecovery, fetchTable, fetchTimeToLive } from "./checks/table.client.ts";
import { judgeRecovery, judgeTable, judgeTimeToLive } from "./checks/table.ts";
import { fetchTrails } from "./checks/trail.client.ts";
import { judgeTrails } from "./checks/trail.ts";
import { fetchParameterType } from "./checks/webhook.client.ts";
import { judgeWebhook } from "./checks/webhook.ts";
import type { DoctorCheck } from "./doctor-check.ts";

/** Every check, in the order that a denial takes: from the trail to Slack. */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    id: "trail",
    plan: ({ deployment: { regions, config }, clientsOf }) =>
      regions.map((region) => ({
        subject: region,
        look: async () =>
          judgeTrails(region, await fetchTrails(clientsOf, region), config.deploy.readOnlyEvents),
      })),
  },
  {
    id: "rule",
    plan: ({ deployment: { rules, config }, clientsOf, samples }) =>
      rules.map((rule) => ({
        subject: rule.region,
        look: async () =>
          judgeRule(
            rule,
            await fetchRule(clientsOf(rule.region).events, rule, samples),
            config.deploy.readOnlyEvents,
          ),
      })),
  },
  {
    id: "target",
    plan: ({ deployment: { rules }, clientsOf }) =>
      rules.map((rule) => ({
        subject: rule.region,
        look: async () =>
          judgeTargets(rule, await fetchTargets(clientsOf(rule.region).events, rule)),
      })),
  },
  {
    id: "permission",
    plan: ({ deployment: { functions, rules, queues, region, mapping }, clientsOf }) => {
      const [name] = functions;
      if (name === undefined) return [];
      if (queues.some((queue) => queue.holds === "incoming")) {
        const look = async () =>
          judgeMapping(
            name,
            mapping === null ? null : await fetchMapping(clientsOf(region), mapping),
          );
        return [{ subject: region, look }];
      }
      const policy = once(() => fetchPolicy(clientsOf(region), name));
      return rules
        .filter((rule) => rule.region === region && rule.catches === "denials")
        .map((rule) => ({
          subject: region,
          look: async () => judgePolicy(name, rule.name, await policy()),
        }));
    },
  },
  {
    id: "bus",
    plan: ({ deployment: { bus, region, config }, clientsOf }) =>
      bus === null
        ? []
        : [
            {
              subject: region,
              look: async () =>
                judgeBus(
                  bus,
                  await fetchBus(clientsOf(region).events, bus),
                  config.deploy.organization?.id ?? null,
                ),
            },
          ],
  },
  {
    id: "function",
    plan: ({ deployment: { functions, region }, clientsOf, now }) =>
      functions.flatMap((name, index) => [
        {
          subject: region,
          look: async () => judgeFunction(name, await fetchFunction(clientsOf(region), name)),
        },
        {
          subject: region,
          // The first alerts when there is something to alert for; the second runs every minute.
          look: async () =>
            judgeRuns(name, await fetchRuns(clientsOf(region), name, now), index > 0),
        },
      ]),
  },
  {
    id: "queue",
    plan: ({ deployment: { queues, rules }, clientsOf }) =>
      queues.map((queue) => ({
        subject: queue.region,
        look: async () =>
          judgeQueue(queue, await fetchQueue(clientsOf(queue.region).sqs, queue), rules),
      })),
  },
  {
    id: "table",
    plan: ({ deployment: { table, region }, clientsOf }) => {
      if (table === null) return [];
      const { dynamoDb } = clientsOf(region);
      return [
        { subject: region, look: async () => judgeTable(table, await fetchTable(dynamoDb, table)) },
        {
          subject: region,
          look: async () => judgeTimeToLive(table, await fetchTimeToLive(dynamoDb, table)),
        },
        {
          subject: region,
          look: async () => judgeRecovery(table, await fetchRecovery(dynamoDb, table)),
        },
      ];
    },
  },
  {
    id: "webhook",
    plan: ({ deployment: { config, region }, clientsOf }) =>
      Object.entries(config.webhooks).map(([name, { parameterName }]) => ({
        subject: region,
        look: async () =>
          judgeWebhook(
            name,
            parameterName,
            await fetchParameterType(clientsOf(region).ssm, parameterName),
          ),
      })),
  },
  {
    id: "organization",
    plan: ({ deployment: { stackSet, config, region, regions }, clientsOf }) => {
      const { organization } = config.deploy;
      if (organization === undefined || stackSet === null) return [];
      const clients = clientsOf(region);
      const instances = once(() => fetchInstances(clients, stackSet, organization.callAs));
      return [
        { subject: region, look: async () => judgeInstances(await instances()) },
        {
          subject: region,
          look: async () =>
            judgeCoverage(await fetchAccounts(clients), await instances(), regions, organization),
        },
      ];
    },
  },
];

/** Asks at the first call only; what came of it, an error too, is every call's. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => (asked ??= ask());
}
