import {
  CloudFormationServiceException,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import type { DoctorClients } from "../doctor-clients.client.ts";

/** Physical by logical ID of a stack's resources; null where there is no such stack. */
export async function fetchResources(
  { cloudFormation }: DoctorClients,
  stack: string,
): Promise<ReadonlyMap<string, string> | null> {
  const resources = new Map<string, string>();
  try {
    const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stack });
    for await (const { StackResourceSummaries = [] } of pages) {
      for (const { LogicalResourceId = "", PhysicalResourceId = "" } of StackResourceSummaries) {
        resources.set(LogicalResourceId, PhysicalResourceId);
      }
    }
    return resources;
  } catch (error) {
    const isNone =
      error instanceof CloudFormationServiceException &&
      error.name === "ValidationError" &&
      error.message.includes("does not exist");
    if (isNone) return null;
    throw error;
  }
}
