import type { Denial } from "../denial/denial.ts";

/** The console's host by the partition's Region prefix ("Service endpoints" of each partition); aws is the rest. */
const consoleHosts: readonly (readonly [prefix: string, host: string])[] = [
  ["cn-", "console.amazonaws.cn"],
  ["us-gov-", "console.amazonaws-us-gov.com"],
  ["eusc-", "console.amazonaws-eusc.eu"],
];

/**
 * The denial's page in CloudTrail's event history, in its Region and partition. Null for a bare message, for an id or
 * a Region that is none, and for the isolated partitions, whose consoles are not public.
 */
export function cloudTrailEventLink({ eventId, region }: Denial): string | null {
  if (eventId === null || region === null) return null;
  const isLinkable =
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(eventId) &&
    /^[a-z]{2,5}(?:-[a-z]{2,12}){1,2}-\d{1,2}$/.test(region) &&
    !/^(?:us|eu)-iso/.test(region);
  if (!isLinkable) return null;
  const host = consoleHosts.find(([prefix]) => region.startsWith(prefix))?.[1];
  return `https://${region}.${host ?? "console.aws.amazon.com"}/cloudtrailv2/home?region=${region}#/events/${eventId}`;
}
