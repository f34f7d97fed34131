import type { DeployedQueue, DeployedRule } from "../deployment.ts";

type Resources = ReadonlyMap<string, string>;

/** The hub's rules and queues, by the logical IDs of infra/hub-stack.ts. */
export function readHub(
  region: string,
  resources: Resources,
): { readonly rules: readonly DeployedRule[]; readonly queues: readonly DeployedQueue[] } {
  const target =
    lastPart(resources.get("IncomingEvents")) ?? resources.get("AlertOnDenial") ?? null;
  const rule = (id: string, catches: DeployedRule["catches"], to: string | null) =>
    readRule(region, resources.get(id), catches, to);
  return {
    rules: [
      ...rule("Denials", "denials", target),
      ...rule("ForwardedDenials", "denials", target),
      ...rule("OwnDenialsRule", "own-denials", lastPart(resources.get("OwnDenials"))),
    ],
    queues: [
      ...readQueue(region, resources, "IncomingEvents", "incoming"),
      ...readQueue(region, resources, "UndeliveredEvents", "undelivered"),
      ...readQueue(region, resources, "FailedEvents", "failed"),
      ...readQueue(region, resources, "OwnDenials", "own-denials"),
    ],
  };
}

/** What a forwarder's stack has, by the logical IDs of infra/forwarder.ts. */
export function readForwarder(
  region: string,
  resources: Resources,
  busName: string,
): ReturnType<typeof readHub> {
  return {
    rules: readRule(region, resources.get("ForwardDenials"), "denials", busName),
    queues: readQueue(region, resources, "UndeliveredEvents", "undelivered"),
  };
}

/** A rule of another bus has the physical ID "bus|rule" ("AWS::Events::Rule", CloudFormation's return values). */
function readRule(
  region: string,
  physicalId: string | undefined,
  catches: DeployedRule["catches"],
  target: string | null,
): readonly DeployedRule[] {
  if (physicalId === undefined) return [];
  const [first = "", second] = physicalId.split("|");
  return [
    { region, name: second ?? first, bus: second === undefined ? null : first, catches, target },
  ];
}

function readQueue(
  region: string,
  resources: Resources,
  id: string,
  holds: DeployedQueue["holds"],
): readonly DeployedQueue[] {
  const url = resources.get(id);
  return url === undefined ? [] : [{ title: `${id} (${region})`, region, url, holds }];
}

function lastPart(url: string | undefined): string | null {
  return url?.split("/").at(-1) ?? null;
}
