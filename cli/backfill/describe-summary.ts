import type { BackfillSummary } from "./run-backfill.ts";

/** What a backfill did, or would do, for people. */
export function describeSummary(summary: BackfillSummary, dryRun: boolean): string {
  const { records, added, fingerprints, known, leftToLive, outside } = summary;
  const lines = [
    `${dryRun ? "Would count" : "Counted"} ${number(added)} denials, ${number(fingerprints)} of them the first of their kind, among ${number(records)} records.`,
  ];
  if (known > 0) lines.push(`${number(known)} were counted before.`);
  if (leftToLive > 0) {
    lines.push(
      `${number(leftToLive)} happened while the live alerter was counting the same denials; it is taken to have counted them.`,
    );
  }
  if (outside > 0) lines.push(`${number(outside)} were outside the time that was asked for.`);
  return lines.join("\n");
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
