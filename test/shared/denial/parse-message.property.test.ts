import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDenialMessage } from "../../../shared/denial/parse-message.ts";
import { countTextWork } from "../../support/count-text-work.ts";
import { anyCharacter } from "../../support/any-character.ts";

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
  "'\u201d with an implicit deny in your scp",
  ' on resource: "a" due to an explicit deny in a Service Control Policy',
  " on resource: &quot;a&quot;",
  '{"Message":"not authorized to perform: iam:Fake"}',
  "<Message>Access Denied</Message>",
  'returned message: "User: a"',
  " transitively through a session policy",
  "...",
  "\u2026",
];
const hostile = fc
  .array(fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom(...imitations)), {
    maxLength: 5,
  })
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
const layers = [
  ["identity-based", "an identity-based policy", "identity-based policy"],
  ["resource-based", "a resource-based policy", "resource-based policy"],
  ["permissions-boundary", "a permissions boundary", "permissions boundary"],
  ["service-control", "a service control policy", "service control policy"],
  ["resource-control", "a resource control policy", "resource control policy"],
  ["session", "a sessions policy", "session policy"],
  ["vpc-endpoint", "a VPC endpoint policy", "VPC endpoint policy"],
  ["role-trust", "the role trust policy", "role trust policy"],
] as const;
const nothing = { via: null, policyArn: null, encoded: false, authorizationId: null };
/** Every documented reason of every layer, its policy's ARN and "transitively through" included, and what it says. */
const anyReason = fc
  .record({
    layer: fc.constantFrom(...layers),
    through: fc.option(fc.constantFrom(...layers), { freq: 4 }),
    isExplicit: fc.boolean(),
    arn: fc.option(
      fc.constantFrom(
        "arn:aws:iam::2:policy/with-an-explicit-deny/in+a=session,policy@x.",
        "arn:aws-us-gov:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
        "arn:aws:organizations::1:policy/o-a/resource_control_policy/p-12345678",
      ),
    ),
  })
  .map(({ layer, through, isExplicit, arn }) => {
    const [policyType, explicit, implicit] = layer;
    const by = through === null ? "" : ` transitively through ${through[1]}`;
    const named = isExplicit && arn !== null ? `: ${arn}` : "";
    const text = isExplicit
      ? ` with an explicit deny in ${explicit}${by}${named}`
      : ` because no ${implicit} allows the x:Y action${by}`;
    const denyType = isExplicit ? "explicit" : "implicit";
    const policyArn = named === "" ? null : (arn as string).replace(/\.$/, "");
    return {
      text,
      says: { ...nothing, denyType, policyType, via: through?.[0] ?? null, policyArn },
    };
  });
const id = "abcdefghijklmnopqrstuvwx";
const anyTail = fc.constantFrom(
  { text: "", says: {} },
  { text: ".", says: {} },
  { text: ". Encoded authorization failure message: QUJD-_", says: { encoded: true } },
  {
    text: `. Go to https://eu-west-3.console.aws.amazon.com/iam/home#/authorization-details/${id} for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: ${id}`,
    says: { authorizationId: id },
  },
  { text: " (Service: S3, Status Code: 403, Request ID: 0A1B)", says: {} },
  { text: "\n\tstatus code: 403, request id: 0a1b-2c", says: {} },
);
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

  it.each([
    ["quoted", (name: string) => `"arn:aws:s3:::b/${name}"`],
    ["unquoted", (name: string) => `arn:aws:cloudwatch:::alarm:${name}x`],
    ["friendly", (name: string) => `instance profile ${name}x`],
  ] as const)("reads every reason and tail behind a name that is %s", (_, write) => {
    fc.assert(
      fc.property(
        prefixes,
        principal,
        action,
        hostile,
        anyReason,
        anyTail,
        (before, who, what, name, reason, tail) => {
          const written = write(name);
          const message = before + sentence(who, what, written) + reason.text + tail.text;
          const parsed = parseDenialMessage(message);
          const resource = (written.startsWith('"') ? written.slice(1, -1) : written).trim();
          expect(parsed).toMatchObject({ isDenial: true, principal: who, action: what, resource });
          expect(parsed.reason).toMatchObject({ ...reason.says, ...tail.says });
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("reads every reason and tail where there is no resource", () => {
    fc.assert(
      fc.property(
        prefixes,
        principal,
        action,
        anyReason,
        anyTail,
        (before, who, what, reason, tail) => {
          const parsed = parseDenialMessage(
            before + sentence(who, what, null) + reason.text + tail.text,
          );
          expect(parsed).toMatchObject({ principal: who, action: what, resource: null });
          expect(parsed.reason).toMatchObject({ ...reason.says, ...tail.says });
        },
      ),
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
      fc.property(fc.oneof(fc.string({ unit: anyCharacter, maxLength: 300 }), hostile), (text) => {
        const { principal: who, action: what, resource } = parseDenialMessage(text);
        for (const part of [who, what]) expect(part === null || text.includes(part)).toBe(true);
        expect(resource).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("tells of a message that is cut anywhere nothing that the whole does not say", () => {
    const resources = [null, "*", "role Oven", '"arn:aws:s3:::b/k"', "arn:aws:ec2:::instance/*"];
    const cut = fc.record({
      resource: fc.constantFrom(...resources),
      // AWS documents no implicit deny of this layer, so a cut "because no resource" is the other's.
      reason: anyReason.filter(({ text }) => !text.includes("no resource control")),
      tail: anyTail,
      mark: fc.constantFrom("", "...", "\u2026"),
    });
    fc.assert(
      fc.property(principal, action, cut, (who, what, { resource, reason, tail, mark }) => {
        const whole = sentence(who, what, resource) + reason.text + tail.text;
        const said = { ...reason.says, ...tail.says };
        const known = resource?.replaceAll('"', "") ?? null;
        const isOneOf = (told: unknown, ...allowed: unknown[]): boolean => allowed.includes(told);
        for (let length = 60; length < whole.length; length++) {
          const { reason: told, ...parsed } = parseDenialMessage(whole.slice(0, length) + mark);
          const start = parsed.resource?.replace(/\.\.\.|\u2026/, "") ?? "";
          const rights = {
            principal: who.startsWith(parsed.principal ?? ""),
            denyType: isOneOf(told.denyType, "unknown", said.denyType),
            policyType: isOneOf(told.policyType, "unknown", said.policyType),
            via: isOneOf(told.via, null, said.via),
            authorizationId: isOneOf(told.authorizationId, null, said.authorizationId),
            encoded: isOneOf(told.encoded, false, said.encoded),
            encodedMessage: told.encodedMessage === null || mark === "",
            policyArn: mark === "" || isOneOf(told.policyArn, null, said.policyArn),
            resource: known?.startsWith(start) ?? parsed.resource === null,
          };
          const wrong = Object.entries(rights).find(([, isRight]) => !isRight);
          if (wrong !== undefined) expect.fail(`${wrong[0]}: ${whole.slice(0, length)}${mark}`);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("parseDenialMessage() cost", () => {
  it("is counted so that a scan from every position would show", () => {
    const scan = (text: string): number =>
      countTextWork(() => {
        for (let at = 0; at < text.length; at++) text.indexOf("z", at);
      });
    expect(scan("x".repeat(1000)) / scan("x".repeat(100))).toBeGreaterThan(90);
  });

  const start = "User: arn:aws:iam::2:user/ida is not authorized to perform: s3:Get on resource: ";
  const clause = " with an explicit deny in a session policy";
  const work = (before: string, piece: string, length: number): number => {
    const message = `${before}${piece.repeat(length / piece.length)} z`;
    return countTextWork(() => parseDenialMessage(message)) / message.length;
  };

  it.each([
    ["User: ", ""],
    ["/User:", ""],
    ["User is ", ""],
    [" on resource: ", start],
    ['"', `${start}"`],
    ['" ', `${start}"`],
    ["'", `${start}'`],
    [" with", `${start}a`],
    [" because", `${start}a`],
    [" because no", `${start}a`],
    [" because no identity-based policy allows the", `${start}a`],
    [clause, `${start}a`],
    [`"${clause}: arn:aws:x`, `${start}"a`],
    [`${clause} transitively through a`, `${start}a`],
    [`${clause} (Service: a`, `${start}a`],
    [`${clause}. Go to https://a`, `${start}a`],
    [". Encoded authorization failure message: A", `${start}a`],
    [". Go to https://a", `${start}a`],
    [" API with the following", `${start}a`],
    ["not authorized to perform this ", ""],
    ["not have the required permission to ", ""],
    ["not ", ""],
    ['{"Message":', ""],
    ['{"Message":"', ""],
    ["[", ""],
    ["<Message>", ""],
    ["&quot;", `${start}&quot;`],
    ["\\", '{"Message":"'],
    ["Access to the resource ", ""],
    [" is denied.", "Access to the resource a"],
    ["Insufficient Lake Formation permission(s): Required ", ""],
    [" ", `${start}a`],
    ["x", `${start}"`],
    ["\u{1f35e}", start],
  ])("is linear over %j", (piece, before) => {
    const small = work(before, piece, 4000);
    const large = work(before, piece, 40_000);
    expect(large).toBeLessThan(small * 1.5 + 10);
  });
});
