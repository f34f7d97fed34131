/**
 * Phrases by which the message of a record with another error code tells a denial: another service's error that
 * quotes one. Each goes into the EventBridge rule as a case-sensitive wildcard, hence without first letters and few.
 */
export const denialPhrases = ["ot authorized to ", "rror Code: AccessDenied"] as const;

/** Whether a message holds one of the phrases, exactly as the rule looks for them. */
export function holdsDenialPhrase(message: string): boolean {
  return denialPhrases.some((phrase) => message.includes(phrase));
}
