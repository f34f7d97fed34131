import { severities } from "../../shared/denial/denial.ts";
import { denyTypes, policyTypes } from "../../shared/denial/reason.ts";
import { alertStatuses } from "../../shared/history/known-denial.ts";
import { UsageError } from "../exit-codes.ts";
import { parseList } from "../parse-list.ts";
import { parseTime } from "../parse-time.ts";
import type { HistoryFilter } from "./history-filter.ts";

/** The filters of `history` and `top` as they are given. */
export interface FilterOptions {
  readonly since?: string;
  readonly until?: string;
  readonly principal?: string;
  readonly account?: string;
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly denyType?: string;
  readonly policyType?: string;
  readonly status?: string;
  readonly severity?: string;
}

/** Checks the filters. Throws a UsageError that names the flag and what it takes. */
export function readFilter(options: FilterOptions, now: Date): HistoryFilter {
  const { account, action } = options;
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account takes 12 digits, not "${account}"`);
  }
  if (action?.includes(":") === false) {
    throw new UsageError(
      `--action takes an IAM action or a glob on one, like "s3:Get*", not "${action}"`,
    );
  }
  const seconds = (flag: string, text: string): number =>
    Math.floor(parseTime(flag, text, now).getTime() / 1000);
  const { since, until, denyType, policyType, status, severity } = options;
  const filter: HistoryFilter = {
    ...pick(options, ["principal", "account", "service", "action", "resource"]),
    ...(since !== undefined && { sinceSeconds: seconds("--since", since) }),
    ...(until !== undefined && { untilSeconds: seconds("--until", until) }),
    ...(denyType !== undefined && { denyTypes: parseList("--deny-type", denyType, denyTypes) }),
    ...(policyType !== undefined && {
      policyTypes: parseList("--policy-type", policyType, policyTypes),
    }),
    ...(status !== undefined && { statuses: parseList("--status", status, alertStatuses) }),
    ...(severity !== undefined && { severities: parseList("--severity", severity, severities) }),
  };
  if ((filter.sinceSeconds ?? 0) > (filter.untilSeconds ?? Infinity)) {
    throw new UsageError("--since must be before --until");
  }
  return filter;
}

function pick<Name extends keyof FilterOptions>(
  options: FilterOptions,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = options[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
