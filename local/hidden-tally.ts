import type { AlertSettings } from "../functions/alert-on-denial/handle-occurrences.ts";
import type { Hidden } from "../shared/history/count-settings.ts";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";

/** What one mute or benign entry kept quiet. */
export interface HiddenBy extends Hidden {
  /** Fingerprints. */
  readonly denials: number;
  readonly occurrences: number;
}

export interface HiddenTally {
  readonly list: () => readonly HiddenBy[];
  /** The settings, so that it is known what hid the denial that is counted next. */
  readonly watching: (settings: AlertSettings) => AlertSettings;
  readonly count: Telemetry["count"];
}

/** Counts what is hidden, by what hides it, most occurrences first; one denial is handled at a time. */
export function tallyHidden(): HiddenTally {
  const tally = new Map<
    string,
    { hidden: Hidden; fingerprints: Set<string>; occurrences: number }
  >();
  let latest: { readonly hidden: Hidden; readonly fingerprint: string } | null = null;
  return {
    list: () =>
      [...tally.values()]
        .map(({ hidden, fingerprints, occurrences }) => ({
          ...hidden,
          denials: fingerprints.size,
          occurrences,
        }))
        .toSorted((a, b) => b.occurrences - a.occurrences),
    watching: (settings) => ({
      ...settings,
      findHidden: (denial) => {
        const hidden = settings.findHidden(denial);
        latest = hidden === null ? null : { hidden, fingerprint: denial.fingerprint };
        return hidden;
      },
    }),
    count: (metric, by = 1) => {
      if (latest === null || (metric !== "DenialsMuted" && metric !== "DenialsBenign")) return;
      const { hidden, fingerprint } = latest;
      const key = `${hidden.status} ${hidden.by}`;
      const found = tally.get(key) ?? { hidden, fingerprints: new Set(), occurrences: 0 };
      found.fingerprints.add(fingerprint);
      found.occurrences += by;
      tally.set(key, found);
    },
  };
}
