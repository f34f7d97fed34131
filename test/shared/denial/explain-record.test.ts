import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloudTrailRecordSchema } from "../../../shared/cloudtrail/record.ts";
import type { Denial } from "../../../shared/denial/denial.ts";
import { explainRecord } from "../../../shared/denial/explain-record.ts";
import { buildDenialRecord } from "../../support/cloudtrail-records.ts";
import { anyCharacter } from "../../support/any-character.ts";

const explain = (changes: Readonly<Record<string, unknown>> = {}): Denial =>
  explainRecord(cloudTrailRecordSchema.parse(buildDenialRecord(changes)));

describe("explainRecord()", () => {
  it("says who, what, on what, why, and how bad", () => {
    expect(explain()).toEqual({
      eventId: "0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946",
      dedupeId: "0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946",
      occurredAt: "2026-03-04T05:06:07Z",
      account: "210987654321",
      region: "eu-west-1",
      eventSource: "sqs.amazonaws.com",
      eventName: "SendMessage",
      errorCode: "AccessDenied",
      errorMessage: expect.stringContaining("is not authorized to perform") as string,
      sourceIpAddress: "198.51.100.7",
      userAgent: "aws-cli/2.27.0",
      vpcEndpointId: null,
      readOnly: false,
      reason: {
        denyType: "explicit",
        policyType: "service-control",
        via: null,
        policyArn: null,
        encoded: false,
        encodedMessage: null,
        authorizationId: null,
        authorizationUrl: null,
        notPolicy: null,
      },
      principal: {
        type: "AssumedRole",
        text: "arn:aws:sts::210987654321:assumed-role/Deploy/ci-42",
        key: "arn:aws:iam::210987654321:role/Deploy",
        sessionName: "ci-42",
        person: null,
        account: "210987654321",
        name: "Deploy",
        automation: null,
        invokedBy: null,
        client: "cli",
        credentials: "temporary",
      },
      action: { text: "sqs:SendMessage", iamAction: "sqs:SendMessage", derived: false },
      resource: {
        text: "arn:aws:sqs:eu-west-1:210987654321:orders",
        normalised: "arn:aws:sqs:*:210987654321:orders",
      },
      severity: "warning",
      fingerprint: expect.stringMatching(/^fp1_[0-9a-f]{24}$/) as string,
    });
  });

  it("derives what a bare message does not say from the call", () => {
    const denial = explain({ errorMessage: "Access Denied", eventName: "SendMessageBatch" });
    expect(denial.action).toMatchObject({ iamAction: "sqs:SendMessage", derived: true });
    expect(denial.resource.text).toContain("orders");
    expect(denial.principal.text).toBe("arn:aws:sts::210987654321:assumed-role/Deploy/ci-42");
  });

  it("counts the copies in several accounts as one, by the id that they share", () => {
    expect(explain({ sharedEventID: "shared-1" }).dedupeId).toBe("shared-1");
    expect(explain({ sharedEventID: "" }).dedupeId).toBe("0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946");
  });

  it.each([
    ["2026-03-04T05:06:07.890Z", "2026-03-04T05:06:07Z"],
    ["2026-03-04T07:06:07+02:00", "2026-03-04T05:06:07Z"],
  ])("writes the time %s in UTC with whole seconds", (eventTime, occurredAt) => {
    expect(explain({ eventTime }).occurredAt).toBe(occurredAt);
  });

  it("sees one problem in all sessions and Regions", () => {
    const message = (region: string, session: string): string =>
      `User: arn:aws:sts::210987654321:assumed-role/Deploy/${session} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:${region}:210987654321:orders with an explicit deny in a service control policy`;
    const other = explain({
      awsRegion: "us-east-2",
      eventTime: "2026-04-05T06:07:08Z",
      eventID: "another",
      errorMessage: message("us-east-2", "ci-43"),
    });
    expect(other.fingerprint).toBe(explain().fingerprint);
  });

  it("takes any JSON in any field", () => {
    const place = fc.constantFrom(
      ...Object.keys(buildDenialRecord()),
      "resources",
      "sharedEventID",
    );
    fc.assert(
      fc.property(place, fc.jsonValue(), (field, value) => {
        const record = cloudTrailRecordSchema.safeParse(buildDenialRecord({ [field]: value }));
        if (!record.success) return;
        const { fingerprint, principal } = explainRecord(record.data);
        expect(fingerprint).toMatch(/^fp1_[0-9a-f]{24}$/);
        expect([principal.key, principal.name]).not.toContain("");
      }),
      { numRuns: 500 },
    );
  });

  it("takes any identity", () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom("", "arn:", "arn:aws:sts::1:assumed-role/", "arn:aws:iam::1:user/", "::::::"),
    );
    const identity = fc.record(
      {
        type: fc.oneof(
          text,
          fc.constantFrom("AssumedRole", "IAMUser", "Root", "AWSAccount", "Unknown"),
        ),
        arn: text,
        principalId: text,
        accountId: text,
        userName: text,
        invokedBy: text,
        identityProvider: text,
        onBehalfOf: fc.record({ userId: text }),
        sessionContext: fc.record(
          { sessionIssuer: fc.record({ arn: text, userName: text }), sourceIdentity: text },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(identity, text, (userIdentity, userAgent) => {
        const { principal } = explain({ userIdentity, userAgent, errorMessage: "Access Denied" });
        expect([principal.key, principal.name]).not.toContain("");
      }),
      { numRuns: 500 },
    );
  });
});
