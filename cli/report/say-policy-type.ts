import type { PolicyType, Reason } from "../../shared/denial/reason.ts";

const names: Readonly<Record<PolicyType, string>> = {
  "identity-based": "Identity-based policy",
  "resource-based": "Resource-based policy",
  "permissions-boundary": "Permissions boundary",
  "service-control": "Service control policy",
  "resource-control": "Resource control policy",
  session: "Session policy",
  "vpc-endpoint": "VPC endpoint policy",
  "role-trust": "Role trust policy",
  unknown: "Not named by AWS",
};

/** The kind of policy that denied, as a heading: the real culprit where the message names two. */
export function sayPolicyType({ policyType, via, notPolicy }: Reason): string {
  return notPolicy === null ? names[via ?? policyType] : "No policy: a setting or service";
}
