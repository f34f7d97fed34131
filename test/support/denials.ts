import type { Denial } from "../../shared/denial/denial.ts";
import { unknownReason } from "../../shared/denial/reason.ts";
import type { Reason } from "../../shared/denial/reason.ts";

/** What a test says about a denial; whatever it leaves out comes from a plain S3 write that no policy allows. */
export type DenialOverrides = Partial<
  Omit<Denial, "reason" | "principal" | "action" | "resource">
> & {
  readonly reason?: Partial<Reason>;
  readonly principal?: Partial<Denial["principal"]>;
  readonly action?: Partial<Denial["action"]>;
  readonly resource?: Partial<Denial["resource"]>;
};

const plainDenial: Denial = {
  eventId: "0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946",
  dedupeId: "0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946",
  occurredAt: "2026-03-04T05:06:07Z",
  account: "210987654321",
  region: "eu-west-1",
  eventSource: "s3.amazonaws.com",
  eventName: "PutObject",
  errorCode: "AccessDenied",
  errorMessage: null,
  sourceIpAddress: "198.51.100.7",
  userAgent: "aws-cli/2.27.0",
  vpcEndpointId: null,
  readOnly: false,
  reason: { ...unknownReason, denyType: "implicit", policyType: "identity-based" },
  principal: {
    type: "AssumedRole",
    text: "arn:aws:sts::210987654321:assumed-role/Deploy/build-42",
    key: "arn:aws:iam::210987654321:role/Deploy",
    sessionName: "build-42",
    person: null,
    account: "210987654321",
    name: "Deploy",
    automation: null,
    invokedBy: null,
    client: "cli",
    credentials: "temporary",
  },
  action: { text: "s3:PutObject", iamAction: "s3:PutObject", derived: false },
  resource: {
    text: "arn:aws:s3:::orchard-artifacts/app.zip",
    normalised: "arn:aws:s3:::orchard-artifacts/*",
  },
  severity: "warning",
  fingerprint: "fp1_4c1f0d9be2a7",
};

/** A valid denial: a role's implicit identity-based one on an S3 object, with the given parts replaced field by field. */
export function buildDenial(overrides: DenialOverrides = {}): Denial {
  return {
    ...plainDenial,
    ...overrides,
    reason: { ...plainDenial.reason, ...overrides.reason },
    principal: { ...plainDenial.principal, ...overrides.principal },
    action: { ...plainDenial.action, ...overrides.action },
    resource: { ...plainDenial.resource, ...overrides.resource },
  };
}
