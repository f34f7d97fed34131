import { expect, it } from "vitest";
import { isOwnCall } from "../../../functions/alert-on-denial/is-own-call.ts";
import type { UserIdentity } from "../../../shared/cloudtrail/record.ts";

const own = [
  "arn:aws:iam::210987654321:role/Denywatch-AlertOnDenialRole",
  "arn:aws-us-gov:iam::210987654321:role/tools/watch/Denywatch-DeliverAlertsRole",
  "arn:aws-cn:iam::210987654321:role/Denywatch-PushConfigRole",
];
const session = (partition: string, role: string, account = "210987654321"): string =>
  `arn:${partition}:sts::${account}:assumed-role/${role}/denywatch`;
const issuedBy = (arn: string): UserIdentity => ({ sessionContext: { sessionIssuer: { arn } } });

it.each<[string, UserIdentity, boolean]>([
  ["a session by its issuer", issuedBy(own[0] ?? ""), true],
  ["another partition's", issuedBy(own[1] ?? ""), true],
  ["another role's session", issuedBy("arn:aws:iam::210987654321:role/Deploy"), false],
  ["a session without an issuer", { arn: session("aws", "Denywatch-AlertOnDenialRole") }, true],
  ["of a role with a path", { arn: session("aws-us-gov", "Denywatch-DeliverAlertsRole") }, true],
  ["of another partition", { arn: session("aws-cn", "Denywatch-PushConfigRole") }, true],
  [
    "of the same name in another account",
    { arn: session("aws", "Denywatch-AlertOnDenialRole", "123456789012") },
    false,
  ],
  ["of a longer name", { arn: session("aws", "Denywatch-AlertOnDenialRole2") }, false],
  ["the role's own ARN", { arn: own[0] }, true],
  [
    "a session of another role that is named like one of ours",
    {
      arn: session("aws", "Denywatch-AlertOnDenialRole"),
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::210987654321:role/Deploy" } },
    },
    false,
  ],
  ["nobody", {}, false],
])("isOwnCall(): %s", (_name, identity, expected) => {
  expect(isOwnCall(identity, own)).toBe(expected);
});
