import { partitionOf } from "./aws-regions.ts";
import type { DeployConfig } from "./deploy-schema.ts";

/** Which Regions are watched, and from where. */
export interface TopologyPlan {
  /** The hub's Region; null for the one that the credentials name, which is then the only one. */
  readonly homeRegion: string | null;
  /** Further Regions of the hub's own account, each a stack that forwards to the hub. */
  readonly forwarderRegions: readonly string[];
  /** The Regions that each further account of an organization is watched in: all of them. */
  readonly memberRegions: readonly string[];
}

/**
 * Each account and Region sends straight to the hub, never through another bus, since EventBridge lets no event go on
 * from a second bus to a third. The Region of the global services is always among them, once.
 */
export function planTopology({ homeRegion, regions }: DeployConfig): TopologyPlan {
  if (homeRegion === undefined)
    return { homeRegion: null, forwarderRegions: [], memberRegions: [] };
  const partition = partitionOf(homeRegion);
  const global = partition?.routesBetweenRegions === true ? [partition.globalRegion] : [];
  const all = [...new Set([homeRegion, ...global, ...regions])];
  return { homeRegion, forwarderRegions: all.slice(1), memberRegions: all };
}
