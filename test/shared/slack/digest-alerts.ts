import type { Bounded, DigestRow } from "../../../shared/delivery/digest.ts";
import type { DigestAlert } from "../../../shared/slack/alert.ts";
import type { DenialOverrides } from "../../support/denials.ts";
import { buildDenial } from "../../support/denials.ts";

/** A list with nothing left out, unless `total` says so. */
export function bounded<T>(shown: readonly T[], total = shown.length): Bounded<T> {
  return { shown, total };
}

/** A digest's row, with only what a test is about. */
export function buildRow({
  denial = {},
  ...facts
}: { readonly denial?: DenialOverrides } & Partial<Omit<DigestRow, "denial">> = {}): DigestRow {
  return {
    denial: buildDenial(denial),
    accountName: null,
    occurrences: 310,
    firstSeenAt: "2026-02-11T10:00:00Z",
    lastSeenAt: "2026-02-25T10:00:00Z",
    hasStopped: false,
    ...facts,
  };
}

/** A digest of a day on which nothing happened, with only what a test is about. */
export function buildDigestAlert(overrides: Partial<DigestAlert> = {}): DigestAlert {
  return {
    kind: "digest",
    period: "daily",
    from: "2026-03-03T00:00:00.000Z",
    to: "2026-03-04T00:00:00.000Z",
    occurrences: 0,
    occurrencesBefore: 0,
    new: bounded([]),
    ongoing: bounded([]),
    resolved: bounded([]),
    loudestPrincipals: bounded([]),
    byPolicyType: bounded([]),
    trend: Array.from({ length: 14 }, () => 0),
    hiddenByMute: bounded([]),
    hiddenByBenign: bounded([]),
    staleMutes: bounded([]),
    isComplete: true,
    ...overrides,
  };
}

/** A day with something of everything. */
export const busyDay: DigestAlert = buildDigestAlert({
  occurrences: 1204,
  occurrencesBefore: 926,
  new: bounded(
    [
      buildRow({ denial: { severity: "critical" }, occurrences: 4, accountName: "production" }),
      buildRow({
        denial: {
          principal: { name: "Admin", person: "ada@orchard.example" },
          action: { iamAction: "ec2:RunInstances" },
          resource: { text: "*", normalised: "*" },
          reason: { denyType: "explicit", policyType: "service-control" },
        },
        occurrences: 1,
      }),
    ],
    12,
  ),
  ongoing: bounded([buildRow({ occurrences: 1199 })]),
  resolved: bounded([buildRow({ denial: { severity: "info" }, occurrences: 77 })]),
  loudestPrincipals: bounded([
    { principal: buildDenial().principal, denials: 2, occurrences: 1203 },
    {
      principal: buildDenial({ principal: { person: "ada@orchard.example" } }).principal,
      denials: 1,
      occurrences: 1,
    },
  ]),
  byPolicyType: bounded([
    { policyType: "identity-based", denyType: "implicit", denials: 2, occurrences: 1203 },
    { policyType: "service-control", denyType: "explicit", denials: 1, occurrences: 1 },
    { policyType: "session", denyType: "unknown", denials: 1, occurrences: 1 },
    { policyType: "unknown", denyType: "unknown", denials: 1, occurrences: 1 },
  ]),
  trend: [0, 12, 40, 80, 200, 640, 1500, 900, 700, 420, 300, 610, 926, 1204],
  hiddenByMute: bounded([
    {
      id: "scanner",
      reason: "weekly scan by the security team",
      denials: 40,
      occurrences: 9000,
      people: bounded([]),
    },
    { id: "gone", reason: null, denials: 1, occurrences: 2, people: bounded([]) },
  ]),
  hiddenByBenign: bounded([
    {
      id: "console-navigation",
      reason: "The console's frame",
      denials: 3,
      occurrences: 288,
      people: { shown: [{ name: "kim@orchard.example", occurrences: 280 }], total: 3 },
    },
  ]),
  staleMutes: bounded([
    {
      id: "old-pipeline",
      reason: "moved next month",
      owner: "team orchard",
      idleSince: "2026-01-02T03:04:05Z",
    },
  ]),
});
