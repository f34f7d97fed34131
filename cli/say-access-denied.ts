import { parseDenialMessage } from "../shared/denial/parse-message.ts";
import { policyTypeNames } from "../shared/remediation/policy-type-names.ts";
import type { AwsFailure } from "./aws-failure.ts";

/** Which action is missing, on what, to whom, and which policy says so, as far as AWS's message tells. */
export function sayAccessDenied({ message, call }: AwsFailure): string {
  const told = parseDenialMessage(message);
  const action = told.action ?? call?.action ?? null;
  if (action === null) return "access denied; your credentials lack a permission it needs";
  const on = told.resource === null ? "" : ` on ${told.resource}`;
  const { denyType, policyType, policyArn } = told.reason;
  const policy = policyArn ?? aPolicy(policyTypeNames[policyType]);
  if (denyType === "explicit") {
    const who = told.principal ?? "your credentials";
    return `access denied; ${policy} denies ${action}${on} to ${who}: ask for an exception there, or use other credentials`;
  }
  const where =
    denyType === "implicit" && policyType !== "unknown"
      ? ` (no ${policyTypeNames[policyType]} allows it)`
      : "";
  const need = told.principal === null ? "your credentials need" : `${told.principal} needs`;
  return `access denied; ${need} the permission ${action}${on}${where}`;
}

function aPolicy(name: string): string {
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
}
