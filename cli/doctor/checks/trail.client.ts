import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import type { DoctorClients } from "../doctor-clients.client.ts";
import type { TrailFacts } from "./trail.ts";

/** The trails that record in a Region, those of other Regions and of the organization among them. */
export async function fetchTrails(
  clientsOf: (region: string) => DoctorClients,
  region: string,
): Promise<readonly TrailFacts[]> {
  const { trailList = [] } = await clientsOf(region).cloudTrail.send(new DescribeTrailsCommand({}));
  const here = trailList.filter(
    ({ HomeRegion, IsMultiRegionTrail }) => IsMultiRegionTrail === true || HomeRegion === region,
  );
  return await Promise.all(here.map((trail) => fetchTrail(clientsOf, region, trail)));
}

/** A trail is asked about by its ARN in its home Region: elsewhere CloudTrail has only its shadow. */
async function fetchTrail(
  clientsOf: (region: string) => DoctorClients,
  region: string,
  { Name, TrailARN, HomeRegion }: Trail,
): Promise<TrailFacts> {
  const { cloudTrail } = clientsOf(HomeRegion ?? region);
  const arn = TrailARN ?? Name;
  const [status, selectors] = await Promise.all([
    cloudTrail.send(new GetTrailStatusCommand({ Name: arn })),
    cloudTrail.send(new GetEventSelectorsCommand({ TrailName: arn })),
  ]);
  return {
    name: Name ?? "",
    isLogging: status.IsLogging === true,
    deliveryError: status.LatestDeliveryError || null,
    selectors: (selectors.EventSelectors ?? []).map((one) => ({
      management: one.IncludeManagementEvents !== false,
      readWrite: one.ReadWriteType ?? "All",
    })),
    advanced: (selectors.AdvancedEventSelectors ?? []).map(({ FieldSelectors = [] }) =>
      FieldSelectors.map((field) => ({ field: field.Field ?? "", equals: field.Equals ?? null })),
    ),
  };
}
