import { codeSpan } from "./code-span.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";

/** An account's name, id and Region in mrkdwn; each at most `mostLength` characters. */
export function describeAccount(
  name: string | null,
  account: string | null,
  region: string | null,
  mostLength = 150,
): string {
  const id = account === null ? null : codeSpan(account, mostLength);
  const named = name === null ? (id ?? "unknown account") : `*${plainMrkdwn(name, mostLength)}*`;
  const both = name !== null && id !== null ? `${named} (${id})` : named;
  return region === null ? both : `${both}, ${codeSpan(region, mostLength)}`;
}

/** Account id and Region for a notification, as plain words. */
export function sayAccount(account: string | null, region: string | null): string {
  const id = `Account ${account ?? "unknown"}`;
  return plainMrkdwn(region === null ? `${id}.` : `${id}, ${region}.`, 300);
}
