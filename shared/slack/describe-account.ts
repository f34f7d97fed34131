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

/** The same for a notification, as plain words. */
export function sayAccount(
  name: string | null,
  account: string | null,
  region: string | null,
): string {
  const id = account ?? "unknown";
  const both = name === null ? `Account ${id}` : `Account ${name} (${id})`;
  return plainMrkdwn(region === null ? `${both}.` : `${both}, ${region}.`, 300);
}
