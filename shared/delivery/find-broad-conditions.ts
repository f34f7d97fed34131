import { matchesGlob } from "./match-glob.ts";
import { prefixOf } from "./matches-cidr.ts";
import { type Mute } from "./mute.ts";

/** So few bits of an address are an eighth of all of them, or more; 2000::/3 is every public IPv6 address. */
const fewBits = 3;

/** Values that have nothing in common but what all values of the field have; of a principal, by partition. */
const unlike: Readonly<
  Partial<Record<"principal" | "action" | "resource" | "service" | "userAgent", string[][]>>
> = {
  principal: ["aws", "aws-cn", "aws-us-gov"].map((partition) => [
    `arn:${partition}:iam::111122223333:role/Deploy`,
    `arn:${partition}:iam::444455556666:user/kim`,
    `arn:${partition}:iam::777788889999:root`,
  ]),
  action: [["s3:getobject", "iam:createuser", "ec2:runinstances", "kms:decrypt", "sqs:listqueues"]],
  resource: [["arn:aws:s3:::orchard/*", "arn:aws:ec2:eu-west-1:111122223333:instance/*"]],
  service: [["s3", "ec2", "iam", "kms", "lambda"]],
  userAgent: [["aws-cli/2.27.0", "Boto3/1.35.0", "Mozilla/5.0 (X11)", "console.amazonaws.com"]],
};

/**
 * The conditions of a mute where each of them matches nearly everything that has the field, such as `arn*`,
 * `arn:aws:iam::*` as a principal, or half of all addresses; null where one of them says something.
 */
export function findBroadConditions(mute: Mute): readonly string[] | null {
  const given = Object.entries(conditionsOf(mute)).filter(([, value]) => value !== undefined);
  return given.every(([name, value]) => isBroad(name, String(value)))
    ? given.map(([name, value]) => `${name} "${String(value)}"`)
    : null;
}

function isBroad(name: string, value: string): boolean {
  if (name === "sourceIp") return (prefixOf(value) ?? Infinity) <= fewBits;
  const glob = name === "action" || name === "service" ? value.toLowerCase() : value;
  const sets = unlike[name as keyof typeof unlike] ?? [];
  return sets.some((values) => values.every((text) => matchesGlob(glob, text)));
}

function conditionsOf({ id: _, reason: __, owner: ___, until: ____, ...conditions }: Mute): object {
  return conditions;
}
