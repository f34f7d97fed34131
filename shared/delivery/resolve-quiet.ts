import type { DeliveryServices } from "./delivery-services.ts";
import { stoppedAt } from "./stopped-at.ts";

/** Denials marked in one run; the next minute marks more. */
const mostAtOnce = 50;
const secondsPerDay = 86_400;

/**
 * Marks as resolved what was told and not seen for the quiet time, the longest quiet first: one query where there is
 * nothing to mark. Days are what the index knows, so that it may come up to a day late, never early. How many.
 */
export async function resolveQuiet(services: DeliveryServices): Promise<number> {
  const { history, now, quietDays, events } = services;
  const nowSeconds = Math.floor(now().getTime() / 1000);
  const quietSince = nowSeconds - quietDays * secondsPerDay;
  const quiet = await history.listQuiet("told", quietSince, mostAtOnce);
  let resolved = 0;
  for (const entry of quiet) {
    if ((stoppedAt(entry, quietDays) ?? Infinity) > nowSeconds) continue;
    if (!(await history.markResolved(entry))) continue;
    resolved += 1;
    events.add((build) => build.buildResolvedEvent({ ...entry, denial: entry.sample }));
  }
  return resolved;
}
