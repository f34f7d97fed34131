import { type AwsPartition, partitionOf } from "./aws-regions.ts";
import type { ConfigPath } from "./config-path.ts";

interface Topology {
  readonly homeRegion?: string | undefined;
  readonly regions: readonly string[];
  readonly account?: string | undefined;
  readonly kmsKeyArn?: string | undefined;
  readonly webhookKmsKeyArn?: string | undefined;
  readonly organization?:
    { readonly callAs: string; readonly managementAccount?: string | undefined } | undefined;
}

/** What is wrong with Regions and organization taken together, though each is well formed. */
export function findTopologyProblems({
  account,
  homeRegion,
  regions,
  organization,
  ...keys
}: Topology): readonly { readonly path: ConfigPath; readonly message: string }[] {
  if (homeRegion === undefined) {
    const message = "needs deploy.homeRegion: the Region of the hub that events are brought to";
    const paths = [
      ...(regions.length > 0 ? [["regions"]] : []),
      ...(organization === undefined ? [] : [["organization"]]),
    ];
    return paths.map((path) => ({ path, message }));
  }
  const home = partitionOf(homeRegion);
  // An unknown Region is said of that Region, once.
  if (home === undefined) return [];
  const foreignKeys = findForeignKeys(homeRegion, home.name, keys);
  if (foreignKeys.length > 0) return foreignKeys;
  const path = ["organization", "managementAccount"];
  if (organization?.managementAccount !== undefined && account === undefined) {
    return [{ path, message: "needs deploy.account: the hub's account, to send denials to" }];
  }
  if (account !== undefined && account === organization?.managementAccount) {
    return [{ path, message: "is the hub's own account, which is covered; leave it out" }];
  }
  if (organization?.callAs === "SELF" && organization.managementAccount !== undefined) {
    const message =
      'is another than the hub\'s, which "callAs": "SELF" says is in the management account; keep one of the two';
    return [{ path, message }];
  }
  return regions.flatMap((region, index) => {
    const message = problemOf(region, regions.indexOf(region) < index, homeRegion, home);
    return message === null ? [] : [{ path: ["regions", index], message }];
  });
}

/** Services encrypt with keys of their own Region only. Without a home Region, the key's is known at deployment only. */
function findForeignKeys(
  homeRegion: string,
  partition: string,
  keys: Pick<Topology, "kmsKeyArn" | "webhookKmsKeyArn">,
): readonly { readonly path: ConfigPath; readonly message: string }[] {
  return (["kmsKeyArn", "webhookKmsKeyArn"] as const).flatMap((name) => {
    const [, itsPartition, , region] = keys[name]?.split(":") ?? [];
    if (region === undefined) return [];
    const give = `give the ARN of a key in the home Region, ${homeRegion}`;
    if (region !== homeRegion) return [{ path: [name], message: `is a key in ${region}; ${give}` }];
    return itsPartition === partition
      ? []
      : [{ path: [name], message: `must begin with arn:${partition}:kms; ${give}` }];
  });
}

function problemOf(
  region: string,
  isRepeated: boolean,
  homeRegion: string,
  home: AwsPartition,
): string | null {
  if (region === homeRegion) return "is the home Region already; leave it out here";
  if (isRepeated) return "is given twice; keep one";
  const partition = partitionOf(region);
  if (partition === undefined) return null;
  if (partition !== home) {
    return `is in another partition than the home Region; ${home.name} has ${home.regions.join(", ")}`;
  }
  return home.routesBetweenRegions
    ? null
    : `cannot be watched from ${homeRegion}: EventBridge brings no events between the Regions of ${home.name}; deploy a hub in each`;
}
