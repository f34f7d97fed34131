import { describe, expect, test } from "vitest";

import { collectFacts } from "../../../shared/remediation/collect-facts.ts";
import { buildConsolePage } from "../../../shared/remediation/console-pages.ts";
import type { ConsolePageName } from "../../../shared/remediation/console-pages.ts";
import { buildDenial } from "../../support/denials.ts";
import type { DenialOverrides } from "../../support/denials.ts";

function build(name: ConsolePageName, overrides: DenialOverrides) {
  const denial = buildDenial(overrides);
  return buildConsolePage(name, denial, collectFacts(denial));
}
const resource = (text: string): DenialOverrides => ({ resource: { text } });
const regional = "https://eu-west-1.console.aws.amazon.com";

test.each<[ConsolePageName, DenialOverrides, string]>([
  ["principal", {}, "https://console.aws.amazon.com/iam/home#/roles/details/Deploy"],
  [
    "principal",
    { principal: { key: "arn:aws-cn:iam::210987654321:user/team/alice" } },
    "https://console.amazonaws.cn/iam/home#/users/details/alice",
  ],
  [
    "policy",
    { reason: { policyArn: "arn:aws:iam::210987654321:policy/team/Fence" } },
    "https://console.aws.amazon.com/iam/home#/policies/details/arn%3Aaws%3Aiam%3A%3A210987654321%3Apolicy%2Fteam%2FFence",
  ],
  [
    "policy",
    {
      reason: {
        policyArn:
          "arn:aws-us-gov:organizations::123450987654:policy/o-orchard/resource_control_policy/p-0rcp",
      },
    },
    "https://console.amazonaws-us-gov.com/organizations/v2/home/policies/resource-control-policy/p-0rcp",
  ],
  ["resource", {}, "https://console.aws.amazon.com/s3/buckets/orchard-artifacts?tab=permissions"],
  [
    "resource",
    resource("arn:aws:kms:eu-west-1:210987654321:key/0f6c2a34"),
    `${regional}/kms/home?region=eu-west-1#/kms/keys/0f6c2a34`,
  ],
  [
    "resource",
    resource("arn:aws:secretsmanager:eu-west-1:210987654321:secret:team/db-A1b2C3"),
    `${regional}/secretsmanager/secret?name=team%2Fdb&region=eu-west-1`,
  ],
  [
    "resource",
    resource("arn:aws:iam::210987654321:role/path/Worker"),
    "https://console.aws.amazon.com/iam/home#/roles/details/Worker",
  ],
  [
    "resource",
    resource("arn:aws:lambda:eu-west-1:210987654321:function:prune:live"),
    `${regional}/lambda/home?region=eu-west-1#/functions/prune?tab=configuration`,
  ],
  [
    "resource",
    resource("arn:aws:dynamodb:eu-west-1:210987654321:table/trees/index/age"),
    `${regional}/dynamodbv2/home?region=eu-west-1#table?name=trees`,
  ],
  [
    "endpoint",
    { vpcEndpointId: "vpce-0a1b2c3d4e5f60718" },
    `${regional}/vpcconsole/home?region=eu-west-1#EndpointDetails:vpcEndpointId=vpce-0a1b2c3d4e5f60718`,
  ],
  [
    "event",
    { eventId: "0f6c2a34" },
    `${regional}/cloudtrailv2/home?region=eu-west-1#/events/0f6c2a34`,
  ],
])("buildConsolePage(%s) case %#", (name, overrides, url) => {
  expect(build(name, overrides)?.url).toBe(url);
});

/** Consoles by partition ("AWS service endpoints", "AWS GovCloud (US) sign in", "Amazon Web Services in China"). */
const partitions = [
  ["aws", "eu-west-1", "console.aws.amazon.com"],
  ["aws-us-gov", "us-gov-west-1", "console.amazonaws-us-gov.com"],
  ["aws-cn", "cn-north-1", "console.amazonaws.cn"],
] as const;

describe.each(partitions)("buildConsolePage() in %s", (partition, region, host) => {
  const account = "210987654321";
  const here = `${region}.${host}`;
  test.each<[string, ConsolePageName, DenialOverrides, string]>([
    [
      "the role",
      "principal",
      { principal: { key: `arn:${partition}:iam::${account}:role/ci/Deploy` } },
      `https://${host}/iam/home#/roles/details/Deploy`,
    ],
    [
      "the user",
      "principal",
      { principal: { key: `arn:${partition}:iam::${account}:user/alice` } },
      `https://${host}/iam/home#/users/details/alice`,
    ],
    [
      "the policy",
      "policy",
      { reason: { policyArn: `arn:${partition}:iam::${account}:policy/Fence` } },
      `https://${host}/iam/home#/policies/details/arn%3A${partition}%3Aiam%3A%3A${account}%3Apolicy%2FFence`,
    ],
    [
      "the SCP",
      "policy",
      {
        reason: {
          policyArn: `arn:${partition}:organizations::${account}:policy/o-orchard/service_control_policy/p-0scp`,
        },
      },
      `https://${host}/organizations/v2/home/policies/service-control-policy/p-0scp`,
    ],
    [
      "the bucket",
      "resource",
      resource(`arn:${partition}:s3:::orchard-artifacts/app.zip`),
      `https://${host}/s3/buckets/orchard-artifacts?tab=permissions`,
    ],
    [
      "the key",
      "resource",
      resource(`arn:${partition}:kms:${region}:${account}:key/0f6c2a34`),
      `https://${here}/kms/home?region=${region}#/kms/keys/0f6c2a34`,
    ],
    [
      "the event",
      "event",
      { eventId: "0f6c2a34", region },
      `https://${here}/cloudtrailv2/home?region=${region}#/events/0f6c2a34`,
    ],
  ])("%s", (_what, name, overrides, url) => {
    const key = `arn:${partition}:iam::${account}:role/Deploy`;
    expect(build(name, { principal: { key }, region, ...overrides })?.url).toBe(url);
  });
});

test.each<[string, ConsolePageName, DenialOverrides]>([
  ["the endpoint is not known", "endpoint", {}],
  ["the Region is not known", "event", { region: null }],
  ["the Region is no Region", "event", { region: "evil.example/x" }],
  [
    "the partition has no public console",
    "principal",
    { principal: { key: "arn:aws-iso:iam::210987654321:role/R" } },
  ],
  [
    "the partition is invented",
    "principal",
    { principal: { key: "arn:evil.example/:iam::210987654321:role/R" } },
  ],
  ["the resource is no ARN", "resource", resource("orchard")],
  [
    "the resource is every secret",
    "resource",
    resource("arn:aws:secretsmanager:eu-west-1:210987654321:secret:*"),
  ],
  ["the service has no page", "resource", resource("arn:aws:constructor:eu-west-1:210987654321:x")],
  ["the message has no authorization id", "authorization", {}],
])("buildConsolePage() gives none where %s", (_what, name, overrides) => {
  expect(build(name, overrides)).toBeNull();
});

test("buildConsolePage() says in which account the resource is", () => {
  const theirs = resource("arn:aws:sns:eu-west-1:310987654321:changes");
  expect(build("resource", theirs)?.note).toBe("in account 310987654321");
});
