const webhookUrl = /:\/\/|hooks\.slack|services\/T[A-Z0-9]+\/B[A-Z0-9]+/i;

/** Whether a text is, or holds, the URL of a webhook: a secret that no message may repeat. */
export function looksLikeWebhookUrl(text: string): boolean {
  return webhookUrl.test(text);
}

/**
 * What is wrong with the name of an SSM parameter, in words that do not repeat it; null for nothing. ("Parameter name
 * requirements and constraints", AWS Systems Manager User Guide.)
 */
export function findParameterNameProblem(name: string): string | null {
  if (looksLikeWebhookUrl(name)) {
    return "must be the name of an SSM parameter, and a URL was given: put the webhook's URL into a SecureString parameter and name that";
  }
  if (!/^[A-Za-z0-9_.\-/]{1,900}$/.test(name) || name.endsWith("/") || name.includes("//")) {
    return 'must be an SSM parameter\'s name: letters, digits and "_.-/", at most 900';
  }
  if (!name.startsWith("/") && name.includes("/")) return 'must begin with "/" where it has levels';
  if (name.split("/").length > 16) return "must have at most 15 levels";
  if (/^\/?(aws|ssm)/i.test(name)) return 'must not begin with "aws" or "ssm": AWS reserves these';
  return null;
}
