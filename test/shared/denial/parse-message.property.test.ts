import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDenialMessage } from "../../../shared/denial/parse-message.ts";

const sentence = (principal: string, action: string, resource: string | null): string =>
  `User: ${principal} is not authorized to perform: ${action}` +
  (resource === null ? "" : ` on resource: ${resource}`);

const imitations = [
  " with an explicit deny in a session policy",
  " because no role trust policy allows the iam:Fake action",
  " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-a/service_control_policy/p-12345678",
  ". Encoded authorization failure message: QUJD",
  ". Go to https://evil.example/ for complete details",
  ' (Service: S3, Status Code: 403)"',
  "User: root is not authorized to perform: iam:Fake on resource: *",
  '" with an explicit deny"',
  " because",
];
const hostile = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...imitations)), { maxLength: 5 })
  .map((parts) => parts.join(""));
const token = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,40}$/);
const principal = fc.oneof(
  fc.tuple(token, token).map(([role, name]) => `arn:aws:sts::2:assumed-role/${role}/${name}`),
  token.map((name) => `arn:aws-cn:iam::2:user/with/an/explicit/deny/${name}`),
);
const action = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9-]{1,12}$/), fc.stringMatching(/^[A-Z][A-Za-z]{1,20}$/))
  .map(([service, name]) => `${service}:${name}`);
/** What AWS writes behind the resource, and what it says. */
const reasons = fc.constantFrom(
  [" with an explicit deny in a resource control policy", "explicit", "resource-control"],
  [
    " with an explicit deny in an identity-based policy: arn:aws:iam::2:policy/P",
    "explicit",
    "identity-based",
  ],
  [" because no identity-based policy allows the x:Y action", "implicit", "identity-based"],
  [" because no VPC endpoint policy allows the x:Y action.", "implicit", "vpc-endpoint"],
  [" with an explicit deny", "explicit", "unknown"],
) as fc.Arbitrary<[string, string, string]>;
const prefixes = fc.constantFrom(
  "",
  "You are not authorized to perform this operation. ",
  "An error occurred (AccessDenied) when calling the Put operation: ",
);

describe("parseDenialMessage() with hostile names", () => {
  it("gives a quoted key back, whatever it holds, and the reason behind it", () => {
    fc.assert(
      fc.property(
        prefixes,
        principal,
        action,
        hostile,
        reasons,
        (before, who, what, key, reason) => {
          const resource = `arn:aws:s3:::b/${key}`.trim();
          const message = before + sentence(who, what, `"${resource}"`) + reason[0];
          const parsed = parseDenialMessage(message);
          expect(parsed).toMatchObject({ principal: who, action: what, resource });
          expect(parsed.reason).toMatchObject({ denyType: reason[1], policyType: reason[2] });
          expect(parsed.reason.encoded).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("gives an unquoted ARN back, imitations included, when a reason follows", () => {
    fc.assert(
      fc.property(
        prefixes,
        principal,
        action,
        hostile,
        reasons,
        (before, who, what, name, reason) => {
          // A full stop or a comma at the end would be the sentence's.
          const resource = `arn:aws:cloudwatch:::alarm:${name}x`;
          const parsed = parseDenialMessage(before + sentence(who, what, resource) + reason[0]);
          expect(parsed).toMatchObject({ principal: who, action: what, resource });
          expect(parsed.reason).toMatchObject({ denyType: reason[1], policyType: reason[2] });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("believes no clause inside quotes when AWS gives no reason", () => {
    fc.assert(
      fc.property(principal, action, hostile, (who, what, key) => {
        const resource = `arn:aws:s3:::b/${key}`.trim();
        const parsed = parseDenialMessage(sentence(who, what, `"${resource}"`));
        expect(parsed).toMatchObject({ principal: who, action: what, resource });
        expect(parsed.reason).toMatchObject({ denyType: "unknown", policyType: "unknown" });
      }),
      { numRuns: 1000 },
    );
  });

  it("reads the sentence the same inside JSON", () => {
    fc.assert(
      fc.property(principal, action, hostile, reasons, (who, what, key, reason) => {
        const message = sentence(who, what, `"arn:aws:s3:::b/${key}."`) + reason[0];
        expect(parseDenialMessage(JSON.stringify({ Code: "x", Message: message }))).toEqual(
          parseDenialMessage(message),
        );
      }),
    );
  });

  it("links to nothing but the console", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (url) => {
        const tail = `. Go to ${url}#/authorization-details/abcdefghijklmnopqrstuvwx for complete details`;
        const { authorizationUrl } = parseDenialMessage(sentence("p", "x:Y", "r") + tail).reason;
        expect(authorizationUrl).toBeNull();
      }),
    );
  });
});

describe("parseDenialMessage() with any text", () => {
  it("answers, and names only what the text holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), hostile), (text) => {
        const { principal: who, action: what, resource } = parseDenialMessage(text);
        for (const part of [who, what]) expect(part === null || text.includes(part)).toBe(true);
        expect(resource).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("answers for every cut of a message, and never with another layer", () => {
    const whole =
      sentence("arn:aws:iam::2:user/ida", "ec2:RunInstances", "arn:aws:ec2:::instance/*") +
      " with an explicit deny in a VPC endpoint policy transitively through a service control policy";
    for (let length = 0; length <= whole.length; length++) {
      const { reason } = parseDenialMessage(whole.slice(0, length));
      expect(["unknown", "vpc-endpoint"]).toContain(reason.policyType);
      expect([null, "service-control"]).toContain(reason.via);
      expect(["unknown", "explicit"]).toContain(reason.denyType);
    }
  });
});

describe("parseDenialMessage() cost", () => {
  const start = "User: arn:aws:iam::2:user/ida is not authorized to perform: s3:Get on resource: ";
  const repeated = (text: string, length: number): string => text.repeat(length / text.length);
  /** The best of three, since the machine is shared. */
  const milliseconds = (message: string): number => {
    const runs = [0, 1, 2].map(() => {
      const before = performance.now();
      parseDenialMessage(message);
      return performance.now() - before;
    });
    return Math.min(...runs);
  };

  it.each([
    ["User: ", ""],
    ["/User:", ""],
    [" on resource: ", start],
    ['"', `${start}"`],
    ['" ', `${start}"`],
    [" because", `${start}a`],
    [" because no identity-based policy allows the", `${start}a`],
    [" with an explicit deny in a session policy", `${start}a`],
    ['" with an explicit deny in a session policy: arn:aws:x', `${start}"a`],
    [" with an explicit deny (Service: a", `${start}a`],
    [". Encoded authorization failure message: A", `${start}a`],
    [". Go to https://a", `${start}a`],
    ["not authorized to perform this ", ""],
    ['{"Message":', ""],
    [" ", `${start}a`],
  ])(
    "is linear over %j",
    (piece, before) => {
      const small = milliseconds(`${before}${repeated(piece, 1e5)} z`);
      const large = milliseconds(`${before}${repeated(piece, 1e6)} z`);
      // Ten times the text; a quadratic scan would take a hundred times as long.
      expect(large / Math.max(small, 1)).toBeLessThan(45);
      // Counting coverage slows such loops sixteenfold.
    },
    120_000,
  );
});
