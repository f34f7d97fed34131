import type { Fact } from "../explain/describe-facts.ts";
import type {
  DistinctValues,
  HistoryEntry,
  Predecessor,
} from "../../shared/history/known-denial.ts";
import { policyTypeNames } from "../../shared/remediation/policy-type-names.ts";
import { formatTime } from "../../shared/slack/format-time.ts";
import { sparkline } from "../../shared/slack/digest/sparkline.ts";

const trendDays = 30;
const mostValues = 10;

const statusWords = {
  pending: "to be told",
  told: "told",
  muted: "muted",
  benign: "benign, not told",
  resolved: "told, and stopped since",
  seen: "brought in by a backfill, not told",
} as const;

/** What the history knows of a denial apart from the denial itself. Not escaped. */
export function describeHistory(
  entry: HistoryEntry,
  predecessor: Predecessor | null,
  now: Date,
): readonly Fact[] {
  const { count, hiddenBy, hiddenCount, regions, sessions, persons, formerFingerprint } = entry;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Counted", `${count} ${count === 1 ? "time" : "times"}`],
    ["First seen", sayTime(entry.firstSeenSeconds)],
    ["Last seen", sayTime(entry.lastSeenSeconds)],
    ["By day", sayTrend(entry, now)],
    ["Alert", sayAlert(entry)],
    ["Kept quiet", hiddenBy === null ? null : `${hiddenCount} of them, last by ${hiddenBy}`],
    ["Regions", sayValues({ values: regions, hasMore: false })],
    ["Sessions", sayValues(sessions)],
    ["People", sayValues(persons)],
    ["Before", predecessor === null ? null : sayPredecessor(predecessor)],
    [
      "Formerly",
      formerFingerprint === null ? null : `${formerFingerprint}, to an earlier Denywatch`,
    ],
    ["Damaged", entry.damage === null ? null : `cannot be read in the table: ${entry.damage}`],
  ];
  return facts.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

function sayTime(seconds: number): string {
  return formatTime(new Date(seconds * 1000).toISOString(), "seconds") ?? "";
}

/** The last days as bars, today last. */
function sayTrend({ countByDay }: HistoryEntry, now: Date): string {
  const today = Math.floor(now.getTime() / 86_400_000);
  const counts = Array.from(
    { length: trendDays },
    (_, index) => countByDay.get(today - trendDays + 1 + index) ?? 0,
  );
  return `${sparkline(counts)} the last ${trendDays} days, at most ${Math.max(...counts)} a day`;
}

function sayAlert({
  status,
  alertKind,
  toldAtSeconds,
  toldCount,
  pendingChannels,
}: HistoryEntry): string {
  const told =
    toldAtSeconds === null
      ? null
      : `last told ${sayTime(toldAtSeconds)}, as number ${toldCount} was counted`;
  const pending =
    status === "pending"
      ? `as ${alertKind}${pendingChannels === null ? "" : `, still in ${pendingChannels.join(", ")}`}`
      : null;
  return [statusWords[status], pending, told].filter((part) => part !== null).join(", ");
}

function sayValues({ values, hasMore }: DistinctValues): string | null {
  if (values.length === 0) return null;
  const rest = values.length - mostValues;
  const more = hasMore ? ", and more" : "";
  return `${values.slice(0, mostValues).join(", ")}${rest > 0 ? `, and ${rest} more${hasMore ? " at least" : ""}` : more}`;
}

function sayPredecessor({ fingerprint, denyType, policyType }: Predecessor): string {
  const layer =
    policyType === "unknown" ? "a policy that AWS did not name" : policyTypeNames[policyType];
  const deny = denyType === "unknown" ? "denied" : `${denyType} deny`;
  return `the same call had another reason: ${deny}, ${layer} (${fingerprint})`;
}
