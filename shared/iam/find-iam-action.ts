import packed from "./iam-actions.generated.json" with { type: "json" };
import type { IamAction } from "./iam-action.ts";
import { unpackService } from "./packed-service.ts";

const services: Readonly<Record<string, string>> = packed.services;
const unpacked = new Map<string, ReadonlyMap<string, IamAction>>();

/**
 * The action that IAM knows by this name (`s3:putobject`), whatever its case; null where IAM knows none.
 * The first question about a service unpacks it (about 0.1 ms for the largest); after that it is a map lookup.
 */
export function findIamAction(action: string): IamAction | null {
  const colon = action.indexOf(":");
  if (colon <= 0) return null;
  const service = action.slice(0, colon).toLowerCase();
  return actionsOf(service)?.get(action.slice(colon + 1).toLowerCase()) ?? null;
}

function actionsOf(service: string): ReadonlyMap<string, IamAction> | undefined {
  const known = unpacked.get(service);
  if (known !== undefined) return known;
  // A service's name may come from an event: "constructor" must not find Object's own.
  if (!Object.hasOwn(services, service)) return undefined;
  const actions = unpackService(service, services[service] ?? "");
  unpacked.set(service, actions);
  return actions;
}
