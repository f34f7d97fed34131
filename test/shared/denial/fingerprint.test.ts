import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Denial } from "../../../shared/denial/denial.ts";
import { fingerprintOf } from "../../../shared/denial/fingerprint.ts";
import { encodeParts } from "../../../shared/denial/fingerprint-rules.ts";
import { denyTypes, policyTypes } from "../../../shared/denial/reason.ts";
import { buildDenial, type DenialOverrides } from "../../support/denials.ts";
import { anyCharacter } from "../../support/any-character.ts";

const centreRole =
  "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_0a1b2c3d";
const changing: readonly (readonly [string, DenialOverrides])[] = [
  ["account", { account: "333344445555" }],
  ["principal", { principal: { key: "arn:aws:iam::210987654321:role/Other" } }],
  ["action", { action: { iamAction: "s3:DeleteObject" } }],
  ["no action", { action: { iamAction: null } }],
  ["resource", { resource: { normalised: "arn:aws:s3:::another/*" } }],
  ["no resource", { resource: { normalised: null } }],
  ["deny type", { reason: { denyType: "explicit" } }],
  ["policy type", { reason: { policyType: "session" } }],
];

describe("fingerprintOf()", () => {
  const plain = fingerprintOf(buildDenial());

  it("has its version in front and is short enough to say", () => {
    expect(plain).toMatch(/^fp1_[0-9a-f]{24}$/);
  });

  it.each(changing)("changes with the %s", (_, changes) => {
    expect(fingerprintOf(buildDenial(changes))).not.toBe(plain);
  });

  it("tells the people of an Identity Center role apart, and nobody else's sessions", () => {
    const of = (key: string, person: string): string =>
      fingerprintOf(buildDenial({ principal: { key, person } }));
    expect(of(centreRole, "kim")).not.toBe(of(centreRole, "lee"));
    const role = "arn:aws:iam::210987654321:role/Deploy";
    expect(of(role, "kim")).toBe(of(role, "lee"));
  });

  it("does not look at the action's case", () => {
    expect(fingerprintOf(buildDenial({ action: { iamAction: "S3:putobject" } }))).toBe(
      fingerprintOf(buildDenial({ action: { iamAction: "s3:PutObject" } })),
    );
  });

  it("stays the same whatever session, region, time, address, id and message", () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, text, text, text, text, (session, region, time, ip, id, message) => {
        const denial = buildDenial({
          eventId: id,
          dedupeId: id,
          occurredAt: time,
          region,
          sourceIpAddress: ip,
          userAgent: message,
          errorMessage: message,
          principal: { sessionName: session, text: session, automation: session },
          resource: { text: message },
          action: { text: message },
          reason: { authorizationId: id, encodedMessage: message, encoded: true },
        });
        expect(fingerprintOf(denial)).toBe(plain);
      }),
    );
  });
});

describe("encodeParts()", () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom('"', '","', "null", "\\", "\ud800"),
  );
  const parts = fc
    .record({
      account: fc.option(text),
      key: text,
      person: fc.option(text),
      iamAction: fc.option(text),
      normalised: fc.option(text),
      denyType: fc.constantFrom(...denyTypes),
      policyType: fc.constantFrom(...policyTypes),
    })
    .map(({ account, key, person, iamAction, normalised, denyType, policyType }): Denial =>
      buildDenial({
        account,
        principal: { key: `x/AWSReservedSSO_${key.replaceAll("/", "")}`, person },
        action: { iamAction: iamAction?.toLowerCase() ?? null },
        resource: { normalised },
        reason: { denyType, policyType },
      }),
    );
  const told = ({ account, principal, action, resource, reason }: Denial): readonly unknown[] => [
    account,
    principal.key,
    principal.person,
    action.iamAction,
    resource.normalised,
    reason.denyType,
    reason.policyType,
  ];

  it("gives the parts back, so that different parts never read the same", () => {
    fc.assert(
      fc.property(parts, (denial) => {
        expect(JSON.parse(encodeParts(denial))).toEqual(told(denial));
      }),
    );
  });
});
