import { paginateListStackInstances } from "@aws-sdk/client-cloudformation";
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import type { DoctorClients } from "../doctor-clients.client.ts";
import type { StackInstance } from "./organization.ts";

/** Where the StackSet is, and how it fares there. */
export async function fetchInstances(
  { cloudFormation }: DoctorClients,
  stackSet: string,
  callAs: "SELF" | "DELEGATED_ADMIN",
): Promise<readonly StackInstance[]> {
  const instances: StackInstance[] = [];
  const pages = paginateListStackInstances(
    { client: cloudFormation },
    { StackSetName: stackSet, CallAs: callAs },
  );
  for await (const { Summaries = [] } of pages) {
    for (const { Account = "", Region = "", Status = "", StatusReason } of Summaries) {
      instances.push({
        account: Account,
        region: Region,
        status: Status,
        reason: StatusReason ?? null,
      });
    }
  }
  return instances;
}

/** The organization's active accounts. */
export async function fetchAccounts({ organizations }: DoctorClients): Promise<readonly string[]> {
  const accounts: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) {
    for (const { Id = "", Status } of Accounts) if (Status === "ACTIVE") accounts.push(Id);
  }
  return accounts;
}
