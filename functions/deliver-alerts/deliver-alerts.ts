import { type DeliveryServices, deliverAlert } from "../../shared/delivery/deliver-alert.ts";
import type { HistoryClient } from "../../shared/history/history.client.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";

export interface DeliverServices extends DeliveryServices {
  readonly history: HistoryClient;
  readonly leaseMilliseconds: number;
}

export interface DeliverySummary {
  readonly told: number;
  /** Due, and still not told: Slack did not take them, or there was no time left. */
  readonly left: number;
}

/** Pending alerts looked at in one run; more wait for the next minute. */
const mostAlerts = 100;
/** A run ends when less time than this is left. */
const reserveMilliseconds = 15_000;

/** Tells what is still pending and due: expired claims, failures, what was held back. One run a minute. */
export async function deliverAlerts(
  services: DeliverServices,
  remainingMilliseconds: () => number,
): Promise<DeliverySummary> {
  const { history, now } = services;
  const pending = await history.listByStatus("pending", mostAlerts);
  const due = pending.filter((entry) => entry.leaseUntilMilliseconds <= now().getTime());
  let told = 0;
  for (const entry of due) {
    if (remainingMilliseconds() < reserveMilliseconds) break;
    if (await claimAndDeliver(entry, services, remainingMilliseconds)) told += 1;
  }
  return { told, left: due.length - told };
}

async function claimAndDeliver(
  entry: HistoryEntry,
  services: DeliverServices,
  remainingMilliseconds: () => number,
): Promise<boolean> {
  const leaseUntil = services.now().getTime() + services.leaseMilliseconds;
  if (!(await services.history.claimAlert(entry, entry.alertKind, leaseUntil))) return false;
  const outcome = await deliverAlert(
    {
      kind: entry.alertKind,
      denial: entry.sample,
      count: entry.count,
      firstSeenSeconds: entry.firstSeenSeconds,
      leaseUntilMilliseconds: leaseUntil,
    },
    services,
    remainingMilliseconds,
  );
  return outcome.kind === "told";
}
