import type { Denial, IdentityType } from "../denial/denial.ts";
import type { DenyType, PolicyType } from "../denial/reason.ts";
import { deniedService } from "./denied-service.ts";
import { matchesCidr } from "./matches-cidr.ts";
import { matchesGlob } from "./match-glob.ts";

/** A rule that records and counts and does not alert. All conditions that are given must match; an absent field matches none. */
export interface Mute {
  readonly id: string;
  readonly reason: string;
  readonly owner?: string | undefined;
  /** ISO 8601; from then on the mute hides nothing. Absent: for good. */
  readonly until?: string | undefined;
  /** Glob on the principal's key, its ARN in the message, its name or its session name. */
  readonly principal?: string | undefined;
  readonly account?: string | undefined;
  /** Glob on the service's prefix in IAM, `s3` or `s3*`. Case does not count. */
  readonly service?: string | undefined;
  /** Glob on the IAM action, `s3:*` for a service. Case does not count. */
  readonly action?: string | undefined;
  /** Glob on the resource as it was named or as it is normalised. */
  readonly resource?: string | undefined;
  readonly denyType?: DenyType | undefined;
  readonly policyType?: PolicyType | undefined;
  readonly region?: string | undefined;
  /** An IPv4 or IPv6 address, or a block of them in CIDR notation. */
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly invokedBy?: string | undefined;
  readonly identityType?: IdentityType | undefined;
}

/** Every field of a mute: one that has another is of a version that knows more, or somebody wrote it by hand. */
export const muteFields: ReadonlySet<string> = new Set<keyof Mute>([
  "id",
  "reason",
  "owner",
  "until",
  "principal",
  "account",
  "service",
  "action",
  "resource",
  "denyType",
  "policyType",
  "region",
  "sourceIp",
  "userAgent",
  "invokedBy",
  "identityType",
]);

/** The first mute in force that matches, or null. */
export function findMute(mutes: readonly Mute[], denial: Denial, now: Date): Mute | null {
  return (
    mutes.find((mute) => isInForce(mute, now) && conditionsOf(mute, denial).every(Boolean)) ?? null
  );
}

/** Whether a mute has not ended. */
export function isInForce({ until }: Mute, now: Date): boolean {
  return until === undefined || now.getTime() < Date.parse(until);
}

function conditionsOf(mute: Mute, denial: Denial): readonly boolean[] {
  const { principal, action, resource, reason, sourceIpAddress } = denial;
  const conditions: boolean[] = [];
  const glob = (pattern: string | undefined, ...texts: readonly (string | null)[]): void => {
    if (pattern === undefined) return;
    conditions.push(texts.some((text) => text !== null && matchesGlob(pattern, text)));
  };
  const same = (wanted: string | undefined, value: string | null): void => {
    if (wanted !== undefined) conditions.push(wanted === value);
  };
  glob(mute.principal, principal.key, principal.text, principal.name, principal.sessionName);
  glob(mute.service?.toLowerCase(), deniedService(denial));
  glob(mute.action?.toLowerCase(), action.iamAction?.toLowerCase() ?? null);
  glob(mute.resource, resource.text, resource.normalised);
  glob(mute.userAgent, denial.userAgent);
  glob(mute.invokedBy, principal.invokedBy);
  same(mute.account, denial.account);
  same(mute.region, denial.region);
  same(mute.denyType, reason.denyType);
  same(mute.policyType, reason.policyType);
  same(mute.identityType, principal.type);
  if (mute.sourceIp !== undefined) {
    conditions.push(sourceIpAddress !== null && matchesCidr(mute.sourceIp, sourceIpAddress));
  }
  return conditions.length === 0 ? [false] : conditions;
}
