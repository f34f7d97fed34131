/** What one deployment of the hub depends on. Holds names, never a secret. */
export interface HubConfig {
  /** The SSM SecureString parameter that holds the Slack webhook's URL. */
  readonly webhookParameterName: string;
  /** The customer managed KMS key of that parameter; null where it is encrypted with the account's `aws/ssm` key. */
  readonly webhookKeyArn: string | null;
  /** The most copies of alert-on-denial that run at once; null shares the account's pool. */
  readonly reservedConcurrency: number | null;
  /** Where to deploy; null for whatever account and Region the credentials at hand belong to. */
  readonly target: { readonly account: string; readonly region: string } | null;
}

export type HubConfigOutcome =
  | { readonly kind: "valid"; readonly config: HubConfig }
  /** `reason` is one line for a person and repeats no value, since a value may be a secret in the wrong place. */
  | { readonly kind: "invalid"; readonly reason: string };

export const defaultWebhookParameterName = "/denywatch/slack-webhook";

const prefix = "denywatch:";
const keys = ["webhookParameterName", "webhookKeyArn", "reservedConcurrency", "account", "region"];

/**
 * Reads the `denywatch:*` values of the CDK context, as `--context denywatch:webhookParameterName=/team/webhook` gives
 * them. Anything unknown or malformed is refused, since a typing error must not deploy the default in silence.
 */
export function parseHubConfig(context: Readonly<Record<string, unknown>>): HubConfigOutcome {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(context)) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    if (!keys.includes(key)) {
      return invalid(`unknown context key; known are ${keys.map((k) => prefix + k).join(", ")}`);
    }
    given.set(key, String(value));
  }

  const webhookParameterName = given.get("webhookParameterName") ?? defaultWebhookParameterName;
  const nameProblem = findParameterNameProblem(webhookParameterName);
  if (nameProblem !== null) return invalid(`"${prefix}webhookParameterName" ${nameProblem}`);

  const webhookKeyArn = given.get("webhookKeyArn") ?? null;
  if (webhookKeyArn !== null && !keyArn.test(webhookKeyArn)) {
    return invalid(`"${prefix}webhookKeyArn" must be a KMS key's ARN, not an alias or an id`);
  }

  const concurrency = given.get("reservedConcurrency");
  if (concurrency !== undefined && !/^[1-9]\d{0,3}$/.test(concurrency)) {
    return invalid(`"${prefix}reservedConcurrency" must be a whole number from 1 to 9999`);
  }

  const account = given.get("account");
  const region = given.get("region");
  if ((account === undefined) !== (region === undefined)) {
    return invalid(`"${prefix}account" and "${prefix}region" must be given together`);
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    return invalid(`"${prefix}account" must be 12 digits`);
  }
  if (region !== undefined && !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    return invalid(`"${prefix}region" must be a Region's code such as "eu-west-1"`);
  }
  return {
    kind: "valid",
    config: {
      webhookParameterName,
      webhookKeyArn,
      reservedConcurrency: concurrency === undefined ? null : Number(concurrency),
      target: account === undefined || region === undefined ? null : { account, region },
    },
  };
}

const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
const webhookUrl = /:\/\/|hooks\.slack|services\/T[A-Z0-9]+\/B[A-Z0-9]+\//i;

/** "Parameter name requirements and constraints" (AWS Systems Manager User Guide). */
function findParameterNameProblem(name: string): string | null {
  if (webhookUrl.test(name)) {
    return "must be the name of an SSM parameter, and a webhook URL was given: a URL in a template is a leaked secret; put it in a SecureString parameter and give that parameter's name";
  }
  if (!/^[A-Za-z0-9_.\-/]{1,900}$/.test(name) || name.endsWith("/") || name.includes("//")) {
    return 'must be an SSM parameter\'s name: letters, digits and "_.-/", at most 900';
  }
  if (!name.startsWith("/") && name.includes("/")) return 'must begin with "/" where it has levels';
  if (name.split("/").length > 16) return "must have at most 15 levels";
  if (/^\/?(aws|ssm)/i.test(name)) return 'must not begin with "aws" or "ssm": AWS reserves these';
  return null;
}

function invalid(problem: string): HubConfigOutcome {
  return { kind: "invalid", reason: `Cannot read the hub's config: ${problem}` };
}
