import { partitionOf } from "./aws-regions.ts";
import type { ConfigPath } from "./config-path.ts";

interface Topology {
  readonly homeRegion?: string | undefined;
  readonly regions: readonly string[];
  readonly organization?: object | undefined;
}

/** What is wrong with Regions and organization taken together, though each is well formed. */
export function findTopologyProblems({
  homeRegion,
  regions,
  organization,
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
  return regions.flatMap((region, index) => {
    const message = problemOf(region, regions.indexOf(region) < index);
    return message === null ? [] : [{ path: ["regions", index], message }];
  });

  function problemOf(region: string, isRepeated: boolean): string | null {
    if (region === homeRegion) return "is the home Region already; leave it out here";
    if (isRepeated) return "is given twice; keep one";
    const partition = partitionOf(region);
    if (partition === undefined) return null; // Said of the Region itself.
    if (partition.name !== home?.name) {
      return `is in another partition than the home Region; ${home?.name ?? "its"} has ${home?.regions.join(", ") ?? "others"}`;
    }
    return home?.routesBetweenRegions === false
      ? `cannot be watched from ${homeRegion}: EventBridge brings no events between the Regions of ${home.name}; deploy a hub in each`
      : null;
  }
}
