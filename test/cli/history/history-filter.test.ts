import { describe, expect, it } from "vitest";
import { type FilterOptions, readFilter } from "../../../cli/history/read-filter.ts";
import { matchesFilter } from "../../../cli/history/history-filter.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

// Deploy's s3:PutObject in 210987654321, seen an hour ago and first five days ago.
const entry = buildEntry({ daysAgo: { 0: 2, 5: 1 } });

const matching: readonly FilterOptions[] = [
  {},
  { since: "2h" },
  { since: "2026-03-15" },
  { until: "4d" },
  { principal: "Deploy" },
  { principal: "arn:aws:iam::*:role/Dep*" },
  { principal: "build-42" },
  { account: "210987654321" },
  { service: "S3" },
  { action: "s3:put*" },
  { resource: "*:orchard-artifacts/*" },
  { denyType: "explicit,implicit" },
  { policyType: "identity-based" },
  { status: "told, pending" },
  { severity: "warning" },
];
const others: readonly FilterOptions[] = [
  { since: "30m" },
  { until: "6d" },
  { principal: "Dep" },
  { account: "111122223333" },
  { service: "ec2" },
  { action: "s3:Get*" },
  { resource: "orchard" },
  { denyType: "explicit" },
  { policyType: "session" },
  { status: "muted" },
  { severity: "critical,info" },
];

describe("history filters", () => {
  it.each(matching)("%j leaves the entry in", (options) => {
    expect(matchesFilter(entry, readFilter(options, entryNow))).toBe(true);
  });

  it.each(others)("%j leaves it out", (options) => {
    expect(matchesFilter(entry, readFilter(options, entryNow))).toBe(false);
  });

  it.each<[FilterOptions, string]>([
    [{ since: "yesterday" }, '--since "yesterday": write it like 24h, 7d, 2026-11-03'],
    [{ since: "2026-13-40" }, "--since"],
    [{ since: "1h", until: "2h" }, "--since must be before --until"],
    [{ account: "12" }, '--account takes 12 digits, not "12"'],
    [{ action: "PutObject" }, '--action takes an IAM action or a glob on one, like "s3:Get*"'],
    [{ denyType: "maybe" }, '--deny-type takes explicit, implicit, unknown, not "maybe"'],
    [{ status: "told,gone" }, 'not "gone"'],
  ])("%j is refused, and says what it takes", (options, expected) => {
    expect(() => readFilter(options, entryNow)).toThrow(expected);
  });
});
