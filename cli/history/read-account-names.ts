import {
  type AccountNames,
  nameOfAccount,
  withAccountNames,
} from "../../shared/config/account-names.ts";
import { createAccountNameStore } from "../../shared/config/account-names.client.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import type { OpenTable } from "../open-table.ts";

/** The names of accounts, the config's before the organization's; two reads. None where they cannot be read: an account is its id then. */
export async function readAccountNames(
  { dynamoDb, tableName }: OpenTable,
  now: Date,
): Promise<AccountNames> {
  try {
    const [{ config }, { names }] = await Promise.all([
      createConfigStore(dynamoDb, tableName, () => now).current(),
      createAccountNameStore(dynamoDb, tableName, () => now).read(),
    ]);
    return withAccountNames(config, names).accounts;
  } catch {
    return {};
  }
}

/** An account for people: "orchard-data (210987654321)", or only its id. */
export function sayAccount(account: string, names: AccountNames): string {
  const name = nameOfAccount(names, account);
  return name === null ? account : `${name} (${account})`;
}
