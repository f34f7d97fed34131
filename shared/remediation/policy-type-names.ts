import type { PolicyType } from "../denial/reason.ts";

/** What a policy type is called in a sentence. */
export const policyTypeNames: Readonly<Record<PolicyType, string>> = {
  "identity-based": "identity-based policy",
  "resource-based": "resource-based policy",
  "permissions-boundary": "permissions boundary",
  "service-control": "service control policy (SCP)",
  "resource-control": "resource control policy (RCP)",
  session: "session policy",
  "vpc-endpoint": "VPC endpoint policy",
  "role-trust": "role trust policy",
  unknown: "policy",
};
