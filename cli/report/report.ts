import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import type { TimeBuckets } from "./time-buckets.ts";

/** One problem in the report. */
export interface ReportRow {
  readonly entry: HistoryEntry;
  readonly advice: Advice;
  readonly accountName: string | null;
  /** Occurrences in the report's span; in all, for one that stopped before it. */
  readonly occurrences: number;
  readonly trend: readonly number[];
}

/** Problems of one kind, the ones to look at first in front; `total` counts those that are left off, too. */
export interface ReportSection {
  readonly rows: readonly ReportRow[];
  readonly total: number;
}

/** Occurrences in each bucket that have something in common. */
export interface ReportSeries {
  readonly name: string;
  readonly counts: readonly number[];
}

export interface ReportRank {
  readonly name: string;
  /** What the name is short for, where it is; else null. */
  readonly note: string | null;
  readonly problems: number;
  readonly occurrences: number;
}

/** What a span of time was like, as data. Hidden denials are in `hidden` alone. */
export interface Report {
  /** Where the history was read from: a table's name, or the local alerter's. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly buckets: TimeBuckets;
  readonly quietDays: number;
  readonly occurrences: number;
  readonly occurrencesBefore: number;
  readonly isNew: ReportSection;
  readonly ongoing: ReportSection;
  readonly stopped: ReportSection;
  readonly hidden: ReportSection;
  readonly bySeverity: readonly ReportSeries[];
  readonly byPolicyType: readonly ReportSeries[];
  readonly principals: readonly ReportRank[];
  readonly actions: readonly ReportRank[];
  readonly accounts: readonly ReportRank[];
  /** Problems whose calls in the span are lower bounds: it reaches back further than the hours or days that are counted. */
  readonly undercounted: number;
  /** False where the same is so for the time before. */
  readonly isBeforeCounted: boolean;
  /** False where there was more than was looked at: the numbers are then lower bounds. */
  readonly isComplete: boolean;
}
