import type { Denial } from "../denial/denial.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { workThrough } from "./work-through.ts";

const atOnce = 16;

/**
 * Takes back the pending alerts that a mute or the benign catalogue has come to match since they were raised, so that a
 * mute is in force within a minute for what waits, too: they are counted as hidden, and told when they are met again
 * without it. Only what nobody was told of in any channel. The alerts that are left.
 */
export async function hidePending(
  due: readonly HistoryEntry[],
  services: DeliveryServices,
): Promise<readonly HistoryEntry[]> {
  const { history, findHidden, telemetry, events } = services;
  const hiddenNow = new Set<HistoryEntry>();
  await workThrough(due, atOnce, async (entry) => {
    if (entry.alertKind !== "new" || entry.pendingChannels !== null) return;
    const hidden = findHidden(whatAllShare(entry.sample));
    if (hidden === null) return;
    hiddenNow.add(entry);
    if (!(await history.hideAlert(entry, hidden))) return;
    const count = entry.count - entry.hiddenCount;
    telemetry.count(hidden.status === "benign" ? "DenialsBenign" : "DenialsMuted", count);
    const facts = { denial: entry.sample, count, firstSeenSeconds: entry.firstSeenSeconds };
    events.add((build) => build.buildHiddenEvent(hidden, facts));
  });
  return due.filter((entry) => !hiddenNow.has(entry));
}

/**
 * What all occurrences of a fingerprint have in common. A mute that asks for more, an address or a session, may match
 * the first and not the others: it keeps quiet what comes, and not what waits.
 */
function whatAllShare(sample: Denial): Denial {
  const { principal, resource } = sample;
  return {
    ...sample,
    region: null,
    sourceIpAddress: null,
    userAgent: null,
    errorMessage: null,
    resource: { ...resource, text: null },
    principal: {
      ...principal,
      text: principal.text === principal.key ? principal.text : null,
      sessionName: null,
      invokedBy: null,
      client: "sdk",
    },
  };
}
