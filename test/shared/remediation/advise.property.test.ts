import fc from "fast-check";
import { expect, test } from "vitest";

import { identityTypes } from "../../../shared/denial/denial.ts";
import { denyTypes, notPolicyCauses, policyTypes } from "../../../shared/denial/reason.ts";
import { advise } from "../../../shared/remediation/advise.ts";
import { longestTitle } from "../../../shared/remediation/build-title.ts";
import { verifyStatement } from "../../../shared/remediation/verify-statement.ts";
import { buildDenial } from "../../support/denials.ts";
import { anyCharacter } from "../../support/any-character.ts";

const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.constantFrom(
    "",
    "*",
    "__proto__",
    "constructor",
    "${aws:username}",
    "<!channel>",
    "{resource}",
  ),
);
const bucketKey = fc
  .oneof(anyText, fc.constantFrom("app.zip", "*", "a?b", 'a" with an explicit deny in an SCP'))
  .map((key) => `arn:aws:s3:::orchard/${key}`);
const action = fc.oneof(
  anyText,
  fc.constantFrom("s3:PutObject", "s3:*", "*", "S3:GetObject", "iam:PassRole", "iam:PutRolePolicy"),
  fc.constantFrom("sts:AssumeRole", "ec2:DescribeInstances", "ec2:RunInstances", "kms:Decrypt"),
);
const resource = fc.oneof(
  anyText,
  bucketKey,
  fc.constantFrom(
    "*",
    "arn:aws:iam::210987654321:role/Worker",
    "arn:aws:ec2:eu-west-1:210987654321:instance/*",
  ),
);
const principalKey = fc.oneof(
  anyText,
  fc.constantFrom("unknown", "anonymous", "210987654321", "lambda.amazonaws.com"),
  fc.constantFrom("arn:aws:iam::210987654321:role/Deploy", "arn:aws:iam::210987654321:root"),
  anyText.map((name) => `arn:aws:iam::210987654321:role/${name}`),
);
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const mostly = <T>(usual: T, value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: value });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });

const hostileDenial = fc
  .record({
    region: orNull(fc.oneof(anyText, fc.constant("eu-west-1"))),
    eventSource: orNull(fc.oneof(anyText, fc.constant("lambda.amazonaws.com"))),
    eventName: orNull(fc.oneof(anyText, fc.constant("CreateFunction"))),
    vpcEndpointId: orNull(anyText),
    reason: fc.record({
      denyType: fc.constantFrom(...denyTypes, "implicit" as const, "implicit" as const),
      policyType: fc.constantFrom(...policyTypes),
      via: seldom(fc.constantFrom(...policyTypes)),
      policyArn: orNull(anyText),
      notPolicy: seldom(fc.constantFrom(...notPolicyCauses)),
      encoded: fc.boolean(),
    }),
    principal: fc.record({
      type: fc.constantFrom(...identityTypes),
      key: principalKey,
      text: orNull(anyText),
      name: anyText,
      account: orNull(anyText),
    }),
    action: fc.record({ text: orNull(action), iamAction: orNull(action), derived: fc.boolean() }),
    resource: fc.record({ text: orNull(resource), normalised: orNull(resource) }),
  })
  .map(buildDenial);

/** Right in all that a suggestion needs but, now and then, one thing. */
const nearlyFixableDenial = fc
  .record({
    eventSource: fc.constantFrom("lambda.amazonaws.com", "ec2.amazonaws.com"),
    eventName: fc.constantFrom("CreateFunction", "RunInstances"),
    reason: fc.record({
      denyType: mostly("implicit" as const, fc.constantFrom(...denyTypes)),
      policyType: fc.constantFrom(...policyTypes),
      via: seldom(fc.constantFrom(...policyTypes)),
      notPolicy: seldom(fc.constantFrom(...notPolicyCauses)),
    }),
    principal: fc.record({ key: mostly("arn:aws:iam::210987654321:role/Deploy", principalKey) }),
    action: fc.record({
      iamAction: mostly("s3:PutObject", action),
      derived: mostly(false, fc.boolean()),
    }),
    resource: fc.record({ text: mostly("arn:aws:s3:::orchard/app.zip", resource) }),
  })
  .map(buildDenial);

test("advise() gives bounded, plain text for any denial", () => {
  fc.assert(
    fc.property(hostileDenial, (denial) => {
      const { title, hints } = advise(denial);
      expect(title.length).toBeLessThanOrEqual(longestTitle);
      expect(hints.length).toBeGreaterThan(0);
      const texts = hints.flatMap((hint) => [hint.text, hint.warning ?? "", ...hint.steps]);
      for (const text of [title, ...texts]) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    }),
    { numRuns: 500 },
  );
});

test("advise() links only to AWS, whatever names the denial has", () => {
  const hosts =
    /^(docs\.aws\.amazon\.com|([a-z]+(-[a-z]+)+-\d+\.)?console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com))$/;
  fc.assert(
    fc.property(hostileDenial, (denial) => {
      for (const { url } of advise(denial).hints.flatMap(({ links }) => links)) {
        expect(new URL(url).host).toMatch(hosts);
        expect(url).toMatch(/^https:\/\/[\w.-]+\/[^\s"'<>|]*$/);
      }
    }),
    { numRuns: 500 },
  );
});

test("advise() gives only commands that need no quoting", () => {
  fc.assert(
    fc.property(hostileDenial, (denial) => {
      for (const { command } of advise(denial).hints) {
        expect(command ?? "").toMatch(/^[\w@%+=:,./ '[\]-]*$/);
      }
    }),
    { numRuns: 500 },
  );
});

test("advise() suggests only verified statements, and only for an implicit deny", () => {
  let suggested = 0;
  fc.assert(
    fc.property(fc.oneof(hostileDenial, nearlyFixableDenial), (denial) => {
      const policies = advise(denial).hints.flatMap(({ policy }) => policy ?? []);
      suggested += policies.length;
      for (const statement of policies.flatMap(({ Statement }) => Statement)) {
        expect(denial.reason).toMatchObject({ denyType: "implicit", notPolicy: null, via: null });
        expect(statement.Action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9-]+$/);
        const condition = Object.values(statement.Condition ?? {}).flatMap(Object.entries<string>);
        const request = {
          principal: denial.principal.key,
          action: denial.action.iamAction ?? "",
          resource: denial.resource.text ?? "*",
          context: Object.fromEntries(condition.map(([key, value]) => [key.toLowerCase(), value])),
        };
        expect(verifyStatement(statement, request)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
  expect(suggested).toBeGreaterThan(100);
});
