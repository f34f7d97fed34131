import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseResource } from "../../../shared/denial/normalise-resource.ts";
import { resourceNormalisations } from "../../../shared/denial/resource-normalisations.ts";
import { anyCharacter } from "../../support/any-character.ts";

const here = "eu-west-1:210987654321";
const folded = "*:210987654321";

describe("normaliseResource()", () => {
  it.each([
    ["arn:aws:s3:::orchard/2026/app.zip", "arn:aws:s3:::orchard/*"],
    ["arn:aws:s3:::orchard/", "arn:aws:s3:::orchard/"],
    ["arn:aws:s3:::orchard", "arn:aws:s3:::orchard"],
    [
      `arn:aws:s3:${here}:accesspoint/fruit/object/a/b`,
      `arn:aws:s3:${folded}:accesspoint/fruit/object/*`,
    ],
    [`arn:aws:s3:${here}:accesspoint/fruit`, `arn:aws:s3:${folded}:accesspoint/fruit`],
    [`arn:aws:ec2:${here}:instance/i-0a1b2c3d4e5f60718`, `arn:aws:ec2:${folded}:instance/*`],
    [`arn:aws:ec2:${here}:instance/*`, `arn:aws:ec2:${folded}:instance/*`],
    [`arn:aws:ec2:${here}:*/*`, `arn:aws:ec2:${folded}:*/*`],
    ["arn:aws:ec2:eu-west-1::snapshot/snap-0a1b2c3d", "arn:aws:ec2:*::snapshot/*"],
    [`arn:aws:ec2:${here}:volume/vol-1`, `arn:aws:ec2:${folded}:volume/*`],
    [`arn:aws:ec2:${here}:network-interface/eni-1`, `arn:aws:ec2:${folded}:network-interface/*`],
    [`arn:aws:ec2:${here}:vpc/vpc-0a1b2c3d`, `arn:aws:ec2:${folded}:vpc/vpc-0a1b2c3d`],
    [
      `arn:aws:logs:${here}:log-group:/aws/lambda/x:log-stream:2026/03/04/[1]ab`,
      `arn:aws:logs:${folded}:log-group:/aws/lambda/x`,
    ],
    [`arn:aws:logs:${here}:log-group:/x:log-stream:`, `arn:aws:logs:${folded}:log-group:/x`],
    [`arn:aws:logs:${here}:log-group:/x:*`, `arn:aws:logs:${folded}:log-group:/x`],
    [
      `arn:aws:secretsmanager:${here}:secret:prod/db-gscOm8`,
      `arn:aws:secretsmanager:${folded}:secret:prod/db-??????`,
    ],
    [`arn:aws:ecs:${here}:task/blue/0a1b2c3d`, `arn:aws:ecs:${folded}:task/blue/*`],
    [`arn:aws:ecs:${here}:task-definition/api:42`, `arn:aws:ecs:${folded}:task-definition/api:*`],
    [`arn:aws:codebuild:${here}:build/app:0a1b-2c`, `arn:aws:codebuild:${folded}:build/app:*`],
    [`arn:aws:states:${here}:execution:flow:run-7`, `arn:aws:states:${folded}:execution:flow:*`],
    [`arn:aws:lambda:${here}:function:orders:7`, `arn:aws:lambda:${folded}:function:orders:*`],
    [
      `arn:aws:kms:${here}:key/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946`,
      `arn:aws:kms:${folded}:key/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946`,
    ],
    [`arn:aws:guardduty:${here}:detector/0a1b`, `arn:aws:guardduty:${folded}:detector/*`],
    [
      `arn:aws:elasticloadbalancing:${here}:targetgroup/web/0a1b2c3d`,
      `arn:aws:elasticloadbalancing:${folded}:targetgroup/web/*`,
    ],
    [
      "arn:aws:sts::210987654321:assumed-role/Deploy/ci-42",
      "arn:aws:sts::210987654321:assumed-role/Deploy/*",
    ],
    ["arn:aws:iam::210987654321:role/team/Deploy", "arn:aws:iam::210987654321:role/team/Deploy"],
    ["arn:aws-cn:sqs:cn-north-1:210987654321:orders", "arn:aws-cn:sqs:*:210987654321:orders"],
    [
      "https://sqs.eu-west-1.amazonaws.com/210987654321/orders",
      "arn:aws:sqs:*:210987654321:orders",
    ],
    [
      "https://sqs.us-gov-west-1.amazonaws.com/210987654321/orders",
      "arn:aws-us-gov:sqs:*:210987654321:orders",
    ],
    [
      "https://sqs.cn-north-1.amazonaws.com.cn/210987654321/orders",
      "arn:aws-cn:sqs:*:210987654321:orders",
    ],
    [
      "https://eu-west-1.queue.amazonaws.com/210987654321/orders",
      "arn:aws:sqs:*:210987654321:orders",
    ],
    ["https://sqs.eu-west-1.amazonaws.com.evil.example/210987654321/orders", null],
    ["role voclabs", null],
    ["policy arn:aws:iam::210987654321:policy/Team", null],
    ["*", null],
    ["", null],
    ["arn:aws:constructor:eu-west-1:1:toString", "arn:aws:constructor:*:1:toString"],
  ])("makes of %s", (resource, normalised) => {
    expect(normaliseResource(resource, null)).toBe(normalised ?? resource);
  });

  it("folds EC2's bare ids only where EC2 is asked", () => {
    expect(normaliseResource("i-0a1b2c3d4e5f60718", "ec2:StopInstances")).toBe("i-*");
    expect(normaliseResource("i-0a1b2c3d4e5f60718", "rds:StopDBInstance")).toBe(
      "i-0a1b2c3d4e5f60718",
    );
  });

  it("has names for services that ARNs can have", () => {
    for (const service of Object.keys(resourceNormalisations)) {
      expect(service).toMatch(/^[a-z0-9-]+$/);
    }
  });
});

/** Texts of the forms in the table, whose variables are any text, and anything else. */
const anyResource = (() => {
  const services = Object.keys(resourceNormalisations);
  const part = fc.oneof(fc.stringMatching(/^[\w*?./:-]{1,12}$/), fc.string({ unit: anyCharacter }));
  const formed = fc
    .tuple(
      fc.constantFrom(
        ...services.flatMap((service) =>
          (resourceNormalisations[service] ?? []).map((form) => [service, form] as const),
        ),
      ),
      fc.infiniteStream(part),
    )
    .map(([[service, form], parts]) => {
      const next = (): string => {
        const { value } = parts.next() as IteratorYieldResult<string>;
        return value;
      };
      const resource = (form.split(" > ")[0] ?? "").replace(/\{\w+\+?\}|[*?#]/g, next);
      return `arn:aws:${service}:eu-west-1:210987654321:${resource}`;
    });
  const loose = fc
    .tuple(fc.constantFrom(...services), part)
    .map(([service, resource]) => `arn:aws:${service}:eu-west-1:210987654321:${resource}`);
  return fc.oneof(formed, loose, part, fc.webUrl());
})();

describe("normaliseResource() on any text", () => {
  it("changes nothing when done again", () => {
    const action = fc.constantFrom(null, "ec2:StopInstances", "s3:GetObject");
    fc.assert(
      fc.property(anyResource, action, (resource, iamAction) => {
        const once = normaliseResource(resource, iamAction);
        expect(normaliseResource(once, iamAction)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it("does not see the Region of an ARN", () => {
    const region = fc.stringMatching(/^[a-z]{2}-[a-z]{4,9}-\d$/);
    fc.assert(
      fc.property(anyResource, region, (resource, other) => {
        const moved = resource.replace(/^(arn:aws:[a-z0-9-]+:)eu-west-1:/, `$1${other}:`);
        expect(normaliseResource(moved, null)).toBe(normaliseResource(resource, null));
      }),
    );
  });

  it.each(["a/", "a:", "log-group:", "-AbCdEf", "{x}", "*"])("takes long runs of %j", (run) => {
    for (const [service, forms] of Object.entries(resourceNormalisations)) {
      const start = forms[0]?.split(/[{*#? ]/)[0] ?? "";
      const resource = `arn:aws:${service}:eu-west-1:1:${start}${run.repeat(20_000)}`;
      expect(normaliseResource(resource, null).startsWith(`arn:aws:${service}:*:1:`)).toBe(true);
    }
  });
});
