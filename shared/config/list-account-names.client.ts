import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { answerTimeout } from "./answer-timeout.ts";

/**
 * The names of all accounts of the organization by id (ListAccounts, "AWS Organizations API Reference": for the
 * management account or a delegated administrator). Rejects with the SDK's error.
 */
export async function listAccountNames(
  client = new OrganizationsClient({ requestHandler: answerTimeout }),
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for await (const { Accounts: accounts = [] } of paginateListAccounts({ client }, {})) {
    for (const { Id: id, Name: name } of accounts) {
      if (id !== undefined && name !== undefined && name !== "") names[id] = name;
    }
  }
  return names;
}
