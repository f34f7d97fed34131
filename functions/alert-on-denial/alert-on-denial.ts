import { workThrough } from "../../shared/delivery/work-through.ts";
import { groupOccurrences, type RecordedDenial } from "../../shared/history/occurrence.ts";
import {
  type AlertServices,
  type FunctionServices,
  handleOccurrences,
  type OccurrencesOutcome,
} from "./handle-occurrences.ts";
import { type SortedEvent, sortOutEvent } from "./sort-out-event.ts";
import { splitByHidden } from "./split-by-hidden.ts";

/** What became of an event that is no denial, or of all events of one fingerprint. */
export type AlertOutcome =
  | { readonly kind: Exclude<SortedEvent["kind"], "denial"> }
  | OccurrencesOutcome
  /** Not counted: the events have to come again. `events` are their places in the batch. */
  | { readonly kind: "failed"; readonly error: unknown; readonly events: readonly number[] };

/** Fingerprints of one batch that are counted at the same time. */
const mostAtOnce = 8;

/**
 * The main job: events in, denials counted once a fingerprint, what is new told. Never throws: a fingerprint that could
 * not be counted is a `failed` outcome, and the others of its batch go on.
 */
export async function alertOnDenial(
  events: readonly unknown[],
  services: FunctionServices,
  remainingMilliseconds: () => number,
): Promise<readonly AlertOutcome[]> {
  const sorted = events.map((event) =>
    sortOutEvent(event, services.ownRoleArns, services.telemetry),
  );
  const denials = sorted.flatMap((found) => (found.kind === "denial" ? [found.denial] : []));
  const outcomes: AlertOutcome[] = sorted.flatMap((found) =>
    found.kind === "denial" ? [] : [{ kind: found.kind }],
  );
  const groups = groupOccurrences(denials);
  if (groups.length === 0) return outcomes;
  let current: AlertServices;
  try {
    current = { ...services, ...(await services.settings()) };
  } catch (error) {
    const failed = ({ fingerprint }: { readonly fingerprint: string }): AlertOutcome => ({
      kind: "failed",
      error,
      events: placesOf(fingerprint, sorted),
    });
    return [...outcomes, ...groups.map(failed)];
  }
  await workThrough(groups, mostAtOnce, async (group) => {
    try {
      for (const part of splitByHidden(group, current.findHidden)) {
        outcomes.push(await handleOccurrences(part, current, remainingMilliseconds));
      }
    } catch (error) {
      outcomes.push({ kind: "failed", error, events: placesOf(group.fingerprint, sorted) });
    }
  });
  return outcomes;
}

function placesOf(
  fingerprint: RecordedDenial["fingerprint"],
  sorted: readonly SortedEvent[],
): readonly number[] {
  return sorted.flatMap((found, place) =>
    found.kind === "denial" && found.denial.fingerprint === fingerprint ? [place] : [],
  );
}
