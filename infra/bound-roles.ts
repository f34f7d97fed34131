import { ManagedPolicy, PermissionsBoundary } from "aws-cdk-lib/aws-iam";
import type { Stack } from "aws-cdk-lib";

/** Bounds every role of the stack by the account's managed policy of that name; null bounds none. */
export function boundRoles(stack: Stack, policyName: string | null): void {
  if (policyName === null) return;
  PermissionsBoundary.of(stack).apply(
    ManagedPolicy.fromManagedPolicyName(stack, "PermissionsBoundary", policyName),
  );
}
