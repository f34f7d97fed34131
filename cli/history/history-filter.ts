import { deniedService } from "../../shared/delivery/denied-service.ts";
import { matchesGlob } from "../../shared/delivery/match-glob.ts";
import type { Severity } from "../../shared/denial/denial.ts";
import type { DenyType, PolicyType } from "../../shared/denial/reason.ts";
import type { AlertStatus, HistoryEntry } from "../../shared/history/known-denial.ts";

/** Which denials of the history are asked for. What is absent does not matter; a list means any of it. */
export interface HistoryFilter {
  /** Seen at this time or later, epoch seconds. */
  readonly sinceSeconds?: number;
  /** Seen at this time or before, epoch seconds. */
  readonly untilSeconds?: number;
  /** Glob on the principal's key, its ARN in the message, its name, its session name or its person. */
  readonly principal?: string;
  readonly account?: string;
  /** Glob on the service's prefix in IAM. Case does not count. */
  readonly service?: string;
  /** Glob on the IAM action. Case does not count. */
  readonly action?: string;
  /** Glob on the resource as it was named or as it is normalised. */
  readonly resource?: string;
  readonly denyTypes?: readonly DenyType[];
  /** The layer that the message names first, or the real culprit. */
  readonly policyTypes?: readonly PolicyType[];
  readonly statuses?: readonly AlertStatus[];
  readonly severities?: readonly Severity[];
}

/** Whether an entry is one of those that are asked for. */
export function matchesFilter(entry: HistoryEntry, filter: HistoryFilter): boolean {
  const { sample, status } = entry;
  const { principal, action, resource, reason } = sample;
  const { sinceSeconds, untilSeconds, denyTypes, policyTypes, statuses, severities } = filter;
  return (
    (sinceSeconds === undefined || entry.lastSeenSeconds >= sinceSeconds) &&
    (untilSeconds === undefined || entry.firstSeenSeconds <= untilSeconds) &&
    fits(
      filter.principal,
      principal.key,
      principal.text,
      principal.name,
      principal.sessionName,
      principal.person,
    ) &&
    (filter.account === undefined || filter.account === sample.account) &&
    fits(filter.service?.toLowerCase(), deniedService(sample)) &&
    fits(filter.action?.toLowerCase(), action.iamAction?.toLowerCase() ?? null) &&
    fits(filter.resource, resource.text, resource.normalised) &&
    isAmong(denyTypes, reason.denyType) &&
    (policyTypes === undefined ||
      policyTypes.includes(reason.policyType) ||
      (reason.via !== null && policyTypes.includes(reason.via))) &&
    isAmong(statuses, status) &&
    isAmong(severities, sample.severity)
  );
}

function fits(glob: string | undefined, ...texts: readonly (string | null)[]): boolean {
  return glob === undefined || texts.some((text) => text !== null && matchesGlob(glob, text));
}

function isAmong<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}
