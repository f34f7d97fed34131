import type { Reason } from "../denial/reason.ts";
import { causePhrases, reasonPhrases } from "../remediation/reason-phrases.ts";

/** Why, in a few words: "no identity-based policy allows it". The real culprit, where the message names two. */
export function reasonPhrase({ denyType, policyType, via, policyArn, notPolicy }: Reason): string {
  if (notPolicy !== null) return causePhrases[notPolicy];
  return policyArn?.includes(":policy/AWSCompromisedKeyQuarantine") === true
    ? "AWS quarantined its leaked key"
    : reasonPhrases[denyType][via ?? policyType];
}
