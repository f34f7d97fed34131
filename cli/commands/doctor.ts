import { randomUUID } from "node:crypto";
import type { Config } from "../../shared/config/config-schema.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import { defaultConfig } from "../../shared/config/default-config.ts";
import { planTopology } from "../../shared/config/plan-topology.ts";
import { type AwsOptions, readAwsOptions } from "../aws-options.ts";
import { judgeConfig } from "../doctor/checks/config.ts";
import { fetchResources } from "../doctor/checks/stack.client.ts";
import { readForwarder, readHub } from "../doctor/checks/stack.ts";
import type { Deployment, DeployedRule } from "../doctor/deployment.ts";
import type { Diagnosis, DoctorStep } from "../doctor/doctor-check.ts";
import { buildPatternSamples } from "../doctor/build-pattern-samples.ts";
import { doctorChecks } from "../doctor/doctor-checks.ts";
import { createDoctorClients, type DoctorClients } from "../doctor/doctor-clients.client.ts";
import { fail, ok } from "../doctor/finding.ts";
import { loadConfig } from "../doctor/load-config.ts";
import { formatDiagnosis, summarise } from "../doctor/print-diagnoses.ts";
import { runStep } from "../doctor/run-step.ts";
import { sendTest } from "../doctor/send-test.client.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { jsonLine } from "../json-line.ts";
import { readTerminal } from "../terminal.ts";

export interface DoctorOptions extends AwsOptions {
  readonly stack: string;
  readonly table?: string;
  readonly function?: string;
  readonly rule?: string;
  readonly config?: string;
  readonly sendTest?: boolean;
  readonly json?: boolean;
  readonly timeout: string;
}

/** `denywatch doctor`: looks at a deployment from the outside; exit code 1 where a check fails. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const timeoutSeconds = Number(options.timeout);
  if (!(timeoutSeconds > 0 && timeoutSeconds <= 120)) {
    throw new UsageError(`--timeout takes seconds, up to 120, not "${options.timeout}"`);
  }
  const now = new Date();
  const file = options.config === undefined ? null : await loadConfig(options.config, now);
  const aws = readAwsOptions(options, process.env);
  const made = new Map<string, DoctorClients>();
  const hub = createDoctorClients(aws, timeoutSeconds * 1000);
  const region = await hub.cloudFormation.config.region();
  made.set(region, hub);
  const clientsOf = (name: string): DoctorClients => {
    const clients =
      made.get(name) ?? createDoctorClients({ ...aws, region: name }, timeoutSeconds * 1000);
    made.set(name, clients);
    return clients;
  };
  const diagnoses: Diagnosis[] = [];
  const { colour } = readTerminal(process);
  const runAll = async (check: string, steps: readonly DoctorStep[]) => {
    const found = await Promise.all(steps.map((step) => runStep(check, step, region)));
    for (const diagnosis of found.flat()) {
      diagnoses.push(diagnosis);
      console.log(options.json === true ? jsonLine(diagnosis) : formatDiagnosis(diagnosis, colour));
    }
  };
  const run = (check: string, subject: string, look: DoctorStep["look"]) =>
    runAll(check, [{ subject, look }]);
  try {
    let resources: ReadonlyMap<string, string> = new Map();
    await run("stack", region, async () => {
      const found = await fetchResources(hub, options.stack);
      if (found !== null) {
        resources = found;
        return [ok(`Stack "${options.stack}" is in ${region}.`)];
      }
      return options.table !== undefined ||
        options.function !== undefined ||
        options.rule !== undefined
        ? [ok(`There is no stack "${options.stack}"; what the flags name is looked at.`)]
        : [
            fail(
              `There is no stack "${options.stack}" in ${region}${homeOf(file?.config, region)}.`,
              "Give --region, --profile or --stack, or name --table, --function and --rule.",
            ),
          ];
    });
    const table = options.table ?? resources.get("HistoryTable") ?? null;
    let config = file?.config ?? defaultConfig;
    if (table !== null) {
      await run("config", region, async () => {
        const stored = await createConfigStore(hub.dynamoDb, table, () => now).current();
        config = file?.config ?? stored.config;
        return judgeConfig(stored, file);
      });
    }
    const topology = planTopology(config.deploy);
    const { rules, queues } = readHub(region, resources);
    const deployment: Deployment = {
      region,
      table,
      functions: [
        options.function ?? resources.get("AlertOnDenial"),
        resources.get("DeliverAlerts"),
      ].filter((name) => name !== undefined),
      rules: options.rule === undefined ? rules : namedRule(region, options.rule, options.function),
      queues,
      bus: resources.get("HubBus") ?? null,
      mapping: resources.get("TakeBatches") ?? null,
      stackSet: resources.get("Members") ?? null,
      config,
      regions: [...new Set([region, ...topology.forwarderRegions])],
    };
    const forwarders = await findForwarders(deployment, options.stack, clientsOf, run);
    const samples = buildPatternSamples(now, randomUUID);
    const context = { deployment: forwarders, clientsOf, now, samples };
    for (const { id, plan } of doctorChecks) await runAll(id, plan(context));
    if (options.sendTest === true) {
      for (const { parameterName } of Object.values(config.webhooks)) {
        await run("send-test", region, () =>
          sendTest(hub.ssm, parameterName, now, timeoutSeconds * 1000),
        );
      }
    }
    if (options.json !== true) console.log(`\n${summarise(diagnoses)}`);
    return diagnoses.some(({ status }) => status === "fail") ? exitCodes.failed : exitCodes.done;
  } finally {
    for (const clients of made.values()) clients.close();
  }
}

/** Where the file says that the hub is, if that is elsewhere. */
function homeOf(config: Config | undefined, region: string): string {
  const home = config?.deploy.homeRegion;
  return home === undefined || home === region ? "" : `; by the config it is in ${home}`;
}

function namedRule(region: string, name: string, target?: string): readonly DeployedRule[] {
  return [{ region, name, bus: null, catches: "denials", target: target ?? null }];
}

/** The deployment with the rules and queues of its forwarders in other Regions. */
async function findForwarders(
  deployment: Deployment,
  stack: string,
  clientsOf: (region: string) => DoctorClients,
  run: (check: string, subject: string, look: DoctorStep["look"]) => Promise<void>,
): Promise<Deployment> {
  const rules = [...deployment.rules];
  const queues = [...deployment.queues];
  for (const region of deployment.regions.slice(1)) {
    const name = `${stack}-${region}`;
    await run("stack", region, async () => {
      const resources = await fetchResources(clientsOf(region), name);
      if (resources === null) {
        return [
          fail(
            `There is no stack "${name}" in ${region}: its denials are not forwarded.`,
            "Deploy all stacks: npx cdk deploy --all",
          ),
        ];
      }
      const found = readForwarder(region, resources, deployment.bus ?? "denywatch");
      rules.push(...found.rules);
      queues.push(...found.queues);
      return [ok(`Stack "${name}" is in ${region}.`)];
    });
  }
  return { ...deployment, rules, queues };
}
