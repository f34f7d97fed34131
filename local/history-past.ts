import type { HistoryEntry } from "../shared/history/known-denial.ts";
import { maskSecrets } from "../shared/redaction/mask-secrets.ts";
import { showInvisible } from "../shared/slack/show-invisible.ts";

/** What the history keeps of a denial's occurrences, for people: texts that hide nothing and are never markup. */
export interface HistoryPast {
  readonly regions: string;
  readonly sessions: string;
  readonly persons: string;
  /** Oldest first; `at` is ISO 8601, UTC. */
  readonly samples: readonly { readonly at: string; readonly text: string }[];
  /** The denial that this one took the place of; null for none. */
  readonly predecessor: { readonly fingerprint: string; readonly why: string } | null;
  readonly formerFingerprint: string | null;
}

const longestText = 400;

/** The past of one denial; empty text where nothing is known. */
export function buildHistoryPast(entry: HistoryEntry): HistoryPast {
  const { predecessor } = entry;
  return {
    regions: list(entry.regions, false),
    sessions: list(entry.sessions.values, entry.sessions.hasMore),
    persons: list(entry.persons.values, entry.persons.hasMore),
    samples: entry.samples.map((sample) => {
      const { seconds, region, sourceIpAddress, sessionName, eventId } = sample;
      const known = [region, sourceIpAddress, sessionName, eventId];
      return {
        at: new Date(seconds * 1000).toISOString(),
        text: shown(known.filter((text) => text !== null).join(" · ")),
      };
    }),
    predecessor: predecessor && {
      fingerprint: predecessor.fingerprint,
      why: `${predecessor.denyType} deny, ${predecessor.policyType}`,
    },
    formerFingerprint: entry.formerFingerprint,
  };
}

function list(values: readonly string[], hasMore: boolean): string {
  return shown([...values, ...(hasMore ? ["and more"] : [])].join(", "));
}

function shown(text: string): string {
  return showInvisible(maskSecrets(text)).slice(0, longestText).toWellFormed();
}
