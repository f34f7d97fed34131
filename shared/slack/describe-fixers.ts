import type { Fixer } from "../remediation/advice.ts";

const fixerWords: Readonly<Record<Fixer, string>> = {
  "account-admin": "an administrator of the account",
  "resource-owner": "the owner of the resource",
  "organization-admin": "the organization's administrator",
  "endpoint-owner": "the owner of the VPC endpoint",
  caller: "the caller",
  "security-team": "the security team",
};

/** Who can mend it: "an administrator of the account or the owner of the resource". Null for nobody. */
export function describeFixers(fixers: readonly Fixer[]): string | null {
  const words = [...new Set(fixers)].map((fixer) => fixerWords[fixer]);
  const last = words.at(-1);
  if (last === undefined) return null;
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
