import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainMessage } from "../../../shared/denial/explain-message.ts";
import { anyCharacter } from "../../support/any-character.ts";

describe("explainMessage()", () => {
  it("tells what the message says, and null for what only a record has", () => {
    const message =
      "User: arn:aws:iam::210987654321:user/alice is not authorized to perform: SNS:Publish on resource: arn:aws:sns:eu-west-1:210987654321:news because no identity-based policy allows the SNS:Publish action";
    expect(explainMessage(message, "AuthorizationError")).toMatchObject({
      eventId: null,
      dedupeId: null,
      occurredAt: null,
      account: "210987654321",
      eventName: null,
      errorCode: "AuthorizationError",
      errorMessage: message,
      reason: { denyType: "implicit", policyType: "identity-based" },
      principal: { type: "IAMUser", key: "arn:aws:iam::210987654321:user/alice", name: "alice" },
      action: { text: "SNS:Publish", derived: false },
      resource: { text: "arn:aws:sns:eu-west-1:210987654321:news" },
      severity: "warning",
    });
  });

  it("names nobody where the message names nobody", () => {
    expect(explainMessage("Access Denied", null)).toMatchObject({
      account: null,
      principal: { text: null, key: "unknown", name: "unknown" },
      action: { text: null, iamAction: null },
      resource: { text: null, normalised: null },
    });
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (message) => {
        expect(explainMessage(message, null).fingerprint).toMatch(/^fp1_[0-9a-f]{24}$/);
        const named = explainMessage(`User: ${message} is not authorized to perform: x:y`, null);
        expect([named.principal.key, named.principal.name]).not.toContain("");
      }),
    );
  });
});
