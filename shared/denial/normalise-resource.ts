import { parseArn } from "../iam/parse-arn.ts";
import { compileForm, type ResourceForm } from "./compile-form.ts";
import { partitionOf } from "./partition.ts";
import { resourceNormalisations } from "./resource-normalisations.ts";

const formsOf: ReadonlyMap<string, readonly ResourceForm[]> = new Map(
  Object.entries(resourceNormalisations).map(([service, forms]) => [
    service,
    forms.map(compileForm),
  ]),
);

/** EC2's ids, where a message names one without its ARN. */
const ec2Id = /^(i|vol|eni|snap|sir|sfr|fleet)-(?:[0-9a-f-]{8,40})$/;
/** A queue's address ("Amazon SQS queue and message identifiers"): another name of its ARN. */
const queueUrl =
  /^https?:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue|queue)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]{1,80})$/;

/**
 * The resource with what varies from call to call folded, so that denials of one problem have one resource: ids as
 * `resource-normalisations.ts` says, and the ARN's Region, which is no part of a fingerprint, as `*`. The account is
 * kept. Never throws; normalising again changes nothing.
 */
export function normaliseResource(resource: string, iamAction: string | null): string {
  const arn = parseArn(resource);
  if (arn === null) return normaliseName(resource, iamAction);
  const { partition, service, region, account } = arn;
  const kept = fold(service, arn.resource);
  return `arn:${partition}:${service}:${region === "" ? "" : "*"}:${account}:${kept}`;
}

function fold(service: string, resource: string): string {
  for (const form of formsOf.get(service) ?? []) {
    if (!resource.startsWith(form.start)) continue;
    const folded = form.fold(resource);
    if (folded !== null) return folded;
  }
  return resource;
}

function normaliseName(name: string, iamAction: string | null): string {
  if (iamAction?.startsWith("ec2:") === true) return name.replace(ec2Id, "$1-*");
  if (!name.startsWith("http")) return name;
  const [url, region, legacyRegion, account = "", queue = ""] = queueUrl.exec(name) ?? [];
  if (url === undefined) return name;
  return `arn:${partitionOf(region ?? legacyRegion)}:sqs:*:${account}:${queue}`;
}
