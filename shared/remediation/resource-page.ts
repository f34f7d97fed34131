import { parseArn } from "../iam/parse-arn.ts";
import type { Arn } from "../iam/parse-arn.ts";
import type { AdviceLink } from "./advice.ts";
import type { HintFacts } from "./collect-facts.ts";
import type { ConsoleUrls } from "./console-urls.ts";
import { encodeText } from "./encode-text.ts";
import { plainText } from "./plain-text.ts";

/** Where a service's console shows a resource: its kind in words, its name, and the page's path; null where it has none. */
type Locate = (arn: Arn, text: string) => Located | null;
interface Located {
  readonly kind: string;
  readonly name: string;
  readonly path: string | ((region: string) => string);
}

const longestName = 80;

const locators: Readonly<Record<string, Locate>> = {
  s3: (arn) => {
    const bucket = arn.account === "" ? (arn.resource.split("/", 1)[0] ?? "") : "";
    return located("Bucket", bucket, `/s3/buckets/${encodeText(bucket)}?tab=permissions`);
  },
  iam: (arn) => {
    const [type = "", ...path] = arn.resource.split("/");
    const name = path.at(-1) ?? "";
    if (type === "role")
      return located("Role", name, `/iam/home#/roles/details/${encodeText(name)}`);
    return type === "user"
      ? located("User", name, `/iam/home#/users/details/${encodeText(name)}`)
      : null;
  },
  kms: (arn) => {
    const id = after(arn, "key/");
    return located(
      "KMS key",
      id,
      (region) => `/kms/home?region=${region}#/kms/keys/${encodeText(id)}`,
    );
  },
  secretsmanager: (arn) => {
    const name = after(arn, "secret:").replace(/-[A-Za-z0-9]{6}$/, "");
    return located(
      "Secret",
      name,
      (region) => `/secretsmanager/secret?name=${encodeText(name)}&region=${region}`,
    );
  },
  sns: (arn, text) =>
    located(
      "Topic",
      arn.resource,
      (region) => `/sns/v3/home?region=${region}#/topic/${encodeText(text)}`,
    ),
  lambda: (arn) => {
    const name = after(arn, "function:").split(":", 1)[0] ?? "";
    return located(
      "Function",
      name,
      (region) => `/lambda/home?region=${region}#/functions/${encodeText(name)}?tab=configuration`,
    );
  },
  dynamodb: (arn) => {
    const name = after(arn, "table/").split("/", 1)[0] ?? "";
    return located(
      "Table",
      name,
      (region) => `/dynamodbv2/home?region=${region}#table?name=${encodeText(name)}`,
    );
  },
};

/** The console page of the denied resource; null where it is no ARN, or of a service that has no locator here. */
export function buildResourcePage(
  text: string | null,
  facts: HintFacts,
  console: ConsoleUrls,
): AdviceLink | null {
  const arn = text === null ? null : parseArn(text);
  if (text === null || arn === null || !Object.hasOwn(locators, arn.service)) return null;
  const place = locators[arn.service]?.(arn, text) ?? null;
  if (place === null || place.name === "" || place.name.includes("*")) return null;
  const url =
    typeof place.path === "string" ? console.global(place.path) : console.regional(place.path);
  if (url === null) return null;
  const isElsewhere = facts.resourceAccount !== null && facts.resourceAccount !== facts.account;
  return {
    label: `${place.kind} ${plainText(place.name, longestName)}`,
    url,
    note: isElsewhere ? `in account ${facts.resourceAccount}` : null,
  };
}

function located(kind: string, name: string, path: Located["path"]): Located {
  return { kind, name, path };
}

function after(arn: Arn, start: string): string {
  return arn.resource.startsWith(start) ? arn.resource.slice(start.length) : "";
}
