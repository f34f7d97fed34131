import { callerName } from "../denial/caller-name.ts";
import type { Denial } from "../denial/denial.ts";
import { parseArn } from "../iam/parse-arn.ts";
import { plainText } from "./plain-text.ts";
import { causePhrases, reasonPhrases } from "./reason-phrases.ts";

/** In UTF-16 units: what fits a Slack header and a mail's subject. */
export const longestTitle = 150;
const longestName = 43;
const longestAction = 50;
const shortestResource = 8;

/**
 * One line that a person understands: "Deploy (GitHub Actions) may not s3:PutObject on my-bucket: an SCP forbids it".
 * Plain text, at most `longestTitle` long: the resource is what is shortened.
 */
export function buildTitle(denial: Denial): string {
  const { principal, reason } = denial;
  const why = reason.notPolicy === null ? whyByPolicy(denial) : causePhrases[reason.notPolicy];
  const start = `${plainText(nameOf(principal), longestName)} ${refusalOf(denial)}`;
  const resource = shortResource(denial.resource.normalised ?? denial.resource.text);
  const room = longestTitle - start.length - " on ".length - ": ".length - why.length;
  if (resource === "" || room < shortestResource) return `${start}: ${why}`;
  return `${start} on ${plainText(resource, room)}: ${why}`;
}

/** The person or the role alone, where both are too long: half of a second name tells nothing. */
function nameOf(principal: Denial["principal"]): string {
  const full = callerName(principal);
  return full.length <= longestName ? full : (principal.person ?? principal.name);
}

function whyByPolicy({ reason }: Denial): string {
  if (reason.policyArn?.includes(":policy/AWSCompromisedKeyQuarantine") === true) {
    return "AWS quarantined its leaked key";
  }
  return reasonPhrases[reason.denyType][reason.via ?? reason.policyType];
}

function refusalOf({ action, eventName }: Denial): string {
  const name = action.iamAction ?? action.text ?? eventName;
  return name === null ? "was denied" : `may not ${plainText(name, longestAction)}`;
}

/** The part of an ARN that people know a thing by; empty where nothing single is named. */
function shortResource(text: string | null): string {
  if (text === null || text === "*") return "";
  const resource = parseArn(text)?.resource ?? text;
  const isAllOfBucket = text.includes(":s3:::") && resource.endsWith("/*");
  // A secret's random suffix says nothing to a reader.
  return isAllOfBucket ? resource.slice(0, -2) : resource.replace(/-\?{6}$/, "");
}
