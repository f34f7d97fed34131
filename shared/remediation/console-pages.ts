import { remember } from "../caching/remember.ts";
import type { Denial } from "../denial/denial.ts";
import { parseArn } from "../iam/parse-arn.ts";
import type { AdviceLink } from "./advice.ts";
import type { HintFacts } from "./collect-facts.ts";
import type { ConsoleUrls } from "./console-urls.ts";
import { encodeText } from "./encode-text.ts";
import { buildResourcePage } from "./resource-page.ts";

type BuildPage = (denial: Denial, facts: HintFacts, console: ConsoleUrls) => AdviceLink | null;

/** The console's domain by partition ("AWS Management Console" guides of each). Others have no console that is documented publicly. */
const consolesByPartition: ReadonlyMap<string, (region: string) => ConsoleUrls> = new Map([
  ["aws", consolesAt("console.aws.amazon.com")],
  ["aws-cn", consolesAt("console.amazonaws.cn")],
  ["aws-us-gov", consolesAt("console.amazonaws-us-gov.com")],
]);

const pages = {
  /** The denying policy, where the message names it: in IAM, or in Organizations. */
  policy: (denial, facts, console) => {
    const arn = parseArn(denial.reason.policyArn ?? "");
    if (arn === null || facts.policyName === null) return null;
    const note = facts.policyAccount === null ? null : `in account ${facts.policyAccount}`;
    const label = `Policy ${facts.policyName}`;
    if (arn.service === "iam") {
      const path = `/iam/home#/policies/details/${encodeText(denial.reason.policyArn ?? "")}`;
      return { label, url: console.global(path), note };
    }
    const kind = arn.resource.includes("/resource_control_policy/")
      ? "resource-control-policy"
      : "service-control-policy";
    const path = `/organizations/v2/home/policies/${kind}/${encodeText(facts.policyName)}`;
    return arn.service === "organizations" ? { label, url: console.global(path), note } : null;
  },
  principal: (_denial, facts, console) => {
    if (facts.role === null && facts.user === null) return null;
    const path =
      facts.role === null
        ? `/iam/home#/users/details/${encodeText(facts.user ?? "")}`
        : `/iam/home#/roles/details/${encodeText(facts.role)}`;
    return link(
      `IAM ${facts.role === null ? `user ${facts.user ?? ""}` : `role ${facts.role}`}`,
      console.global(path),
    );
  },
  resource: (denial, facts, console) => buildResourcePage(denial.resource.text, facts, console),
  endpoint: (_denial, facts, console) => {
    const id = facts.endpoint;
    if (id === null) return null;
    const url = console.regional(
      (region) =>
        `/vpcconsole/home?region=${region}#EndpointDetails:vpcEndpointId=${encodeText(id)}`,
    );
    return url === null ? null : link(`VPC endpoint ${id}`, url);
  },
  event: (denial, _facts, console) => {
    const id = denial.eventId;
    if (id === null) return null;
    const url = console.regional(
      (region) => `/cloudtrailv2/home?region=${region}#/events/${encodeText(id)}`,
    );
    return url === null ? null : { label: "The event in CloudTrail", url, note: "for 90 days" };
  },
  authorization: ({ reason }) =>
    reason.authorizationUrl === null
      ? null
      : {
          label: "Authorization details",
          url: reason.authorizationUrl,
          note: "expires in 24 hours",
        },
  identityCenter: (_denial, _facts, console) => {
    const url = console.regional((region) => `/singlesignon/home?region=${region}`);
    return url === null ? null : link("IAM Identity Center", url);
  },
  account: (_denial, _facts, console) =>
    link("Account settings", console.global("/billing/home#/account")),
  costExplorer: (_denial, _facts, console) =>
    link("Cost Explorer", console.global("/cost-management/home#/cost-explorer")),
  bedrockModels: (_denial, _facts, console) => {
    const url = console.regional((region) => `/bedrock/home?region=${region}#/modelaccess`);
    return url === null ? null : link("Bedrock model access", url);
  },
  lakeFormation: (_denial, _facts, console) => {
    const url = console.regional(
      (region) => `/lakeformation/home?region=${region}#permissions-list`,
    );
    return url === null ? null : link("Lake Formation permissions", url);
  },
  support: (_denial, _facts, console) => link("AWS Support", console.global("/support/home#/")),
} as const satisfies Readonly<Record<string, BuildPage>>;

export type ConsolePageName = keyof typeof pages;

/** The console page of this name for a denial; null where the partition or a name that it needs is not known. */
export function buildConsolePage(
  name: ConsolePageName,
  denial: Denial,
  facts: HintFacts,
): AdviceLink | null {
  const consoleOf = consolesByPartition.get(facts.partition);
  if (consoleOf === undefined) return null;
  return (pages[name] satisfies BuildPage)(denial, facts, consoleOf(facts.region ?? ""));
}

/** The console at a domain, by Region; "" where that is not known. */
function consolesAt(domain: string): (region: string) => ConsoleUrls {
  return remember(100, (region) => ({
    global: (path) => `https://${domain}${path}`,
    regional: (path) => (region === "" ? null : `https://${region}.${domain}${path(region)}`),
  }));
}

function link(label: string, url: string): AdviceLink {
  return { label, url, note: null };
}
