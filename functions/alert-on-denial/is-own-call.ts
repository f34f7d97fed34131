import type { UserIdentity } from "../../shared/cloudtrail/record.ts";

/**
 * Whether one of Denywatch's own roles called. A role's session is known by its issuer; where a record leaves that out,
 * by its own ARN, which has the role's account and name and not its path ("IAM identifiers", IAM User Guide).
 */
export function isOwnCall(
  { arn, sessionContext }: UserIdentity,
  ownRoleArns: readonly string[],
): boolean {
  const issuer = sessionContext?.sessionIssuer?.arn;
  if (issuer !== undefined) return ownRoleArns.includes(issuer);
  return arn !== undefined && ownRoleArns.some((role) => role === arn || isSessionOf(role, arn));
}

function isSessionOf(roleArn: string, arn: string): boolean {
  const [, partition, account, name] =
    /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  return (
    name !== undefined && arn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${name}/`)
  );
}
