import type { Config } from "./config-schema.ts";

/** Names by account id. */
export type AccountNames = Readonly<Record<string, string>>;

/** The account's name; null where none is known. Ids come from events: one that is no id finds nothing. */
export function nameOfAccount(names: AccountNames, account: string | null): string | null {
  return account !== null && Object.hasOwn(names, account) ? (names[account] ?? null) : null;
}

/** The config with the organization's names behind its own. */
export function withAccountNames(config: Config, ofOrganization: AccountNames): Config {
  return { ...config, accounts: { ...ofOrganization, ...config.accounts } };
}
