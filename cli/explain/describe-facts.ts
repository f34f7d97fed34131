import type { Denial, Principal } from "../../shared/denial/denial.ts";
import type { Reason } from "../../shared/denial/reason.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import { policyTypeNames } from "../../shared/remediation/policy-type-names.ts";
import { formatTime } from "../../shared/slack/format-time.ts";

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Who, what, on what, why, when and where, as far as the denial tells. Not escaped. */
export function describeFacts(denial: Denial, advice: Advice): readonly Fact[] {
  const { action, resource, reason } = denial;
  const derived = action.derived ? " (from the event's name)" : "";
  const level = advice.accessLevel === null ? "" : `, access level ${advice.accessLevel}`;
  const actionText = action.text ?? action.iamAction;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Who", describeWho(denial.principal)],
    ["What", actionText === null ? "not told" : actionText + derived + level],
    ["On", resource.text ?? "not told"],
    ["Why", describeReason(reason)],
    ["Policy", reason.policyArn],
    ["When", formatTime(denial.occurredAt, "seconds")],
    ["Where", describeWhere(denial)],
    ["Client", denial.userAgent],
    ["Error", joined([denial.errorCode, denial.errorMessage], ": ")],
    ["Event", joined([denial.eventId, denial.eventSource, denial.eventName], " ")],
    ["Fingerprint", denial.fingerprint],
  ];
  return facts.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

function describeWho({ text, key, person, automation, invokedBy, name }: Principal): string {
  const shown = text ?? (key === "unknown" ? "not told" : key);
  const more = [
    person === null ? null : `the person is ${person}`,
    automation,
    invokedBy === null || invokedBy === name ? null : `called by ${invokedBy}`,
  ];
  const described = joined(more, ", ");
  return described === null ? shown : `${shown} (${described})`;
}

function describeReason({ denyType, policyType, via, notPolicy }: Reason): string {
  if (notPolicy !== null) return `not a policy's doing: ${notPolicy.replaceAll("-", " ")}`;
  if (denyType === "unknown" && policyType === "unknown") return "AWS does not say";
  const deny = denyType === "unknown" ? "denied" : `${denyType} deny`;
  const layer =
    policyType === "unknown" ? "in a policy that AWS does not name" : policyTypeNames[policyType];
  return `${deny}, ${layer}${via === null ? "" : `, through a ${policyTypeNames[via]}`}`;
}

function describeWhere({ account, region, sourceIpAddress, vpcEndpointId }: Denial): string | null {
  const parts = [
    account === null ? null : `account ${account}`,
    region,
    sourceIpAddress === null ? null : `from ${sourceIpAddress}`,
    vpcEndpointId === null ? null : `through ${vpcEndpointId}`,
  ];
  return joined(parts, ", ");
}

function joined(parts: readonly (string | null)[], separator: string): string | null {
  return parts.filter((part) => part !== null && part !== "").join(separator) || null;
}
