import type {
  BurstAlert,
  BurstClosedAlert,
  BurstDenial,
  BurstSummaryAlert,
} from "../../../shared/slack/alert.ts";
import type { DenialOverrides } from "../../support/denials.ts";
import { buildDenial } from "../../support/denials.ts";

/** One denial of a burst, the n-th: its own fingerprint, and a few seconds after the one before. */
export function buildBurstDenial(
  n: number,
  overrides: DenialOverrides = {},
  count = 1,
): BurstDenial {
  const denial = buildDenial({
    fingerprint: `fp1_${String(n).padStart(12, "0")}ffff`,
    occurredAt: new Date(Date.parse("2026-03-04T05:06:00Z") + n * 20_000).toISOString(),
    ...overrides,
  });
  return { denial, count };
}

/** What a pipeline without its permissions looks like: eight denied writes of two services. */
export const brokenDeployment: readonly BurstDenial[] = [
  "s3:PutObject",
  "s3:PutBucketPolicy",
  "ec2:RunInstances",
  "ec2:CreateTags",
  "ec2:CreateVolume",
  "s3:DeleteObject",
  "ec2:StopInstances",
  "s3:CreateBucket",
].map((action, n) =>
  buildBurstDenial(n, {
    action: { text: action, iamAction: action },
    resource: { text: `arn:aws:s3:::orchard-${n}`, normalised: `arn:aws:s3:::orchard-${n}` },
  }),
);

/** What trying out credentials looks like: one read of each of eight services. */
export const enumeration: readonly BurstDenial[] = [
  "s3:ListAllMyBuckets",
  "ec2:DescribeInstances",
  "iam:ListUsers",
  "lambda:ListFunctions",
  "secretsmanager:ListSecrets",
  "rds:DescribeDBInstances",
  "kms:ListKeys",
  "dynamodb:ListTables",
].map((action, n) =>
  buildBurstDenial(n, {
    action: { text: action, iamAction: action },
    resource: { text: "*", normalised: "*" },
    severity: "info",
  }),
);

const { principal, account } = buildDenial();
const facts = { principal, account, accountName: null, since: "2026-03-04T05:06:00Z" };

/** A burst's first message, with only what a test is about. */
export function buildBurstAlert(overrides: Partial<BurstAlert> = {}): BurstAlert {
  const denials = overrides.denials ?? brokenDeployment;
  return {
    kind: "burst",
    ...facts,
    denials,
    total: denials.length,
    reconnaissance: null,
    ...overrides,
  };
}

/** A burst's summary, with only what a test is about. */
export function buildSummaryAlert(overrides: Partial<BurstSummaryAlert> = {}): BurstSummaryAlert {
  const denials = overrides.denials ?? brokenDeployment;
  return {
    kind: "burst-summary",
    others: 0,
    isFirst: false,
    ...facts,
    denials,
    total: denials.length + 6,
    reconnaissance: null,
    nextSummaryAt: "2026-03-04T05:12:00Z",
    ...overrides,
  };
}

/** A burst's end, with only what a test is about. */
export function buildClosedAlert(overrides: Partial<BurstClosedAlert> = {}): BurstClosedAlert {
  return {
    kind: "burst-closed",
    ...facts,
    until: "2026-03-04T05:46:00Z",
    total: 132,
    services: [
      { service: "s3", fingerprints: 80 },
      { service: "ec2", fingerprints: 51 },
      { service: "kms", fingerprints: 1 },
    ],
    ...overrides,
  };
}
