import type { Finding } from "./finding.ts";

/** The JSON of one record, and how messages name it. */
export interface RecordText {
  readonly place: string;
  readonly json: string;
}

/** A record's text; what is wrong, for a damaged place; null for what is no record and need not be. */
export function recordOfFinding(finding: Finding): RecordText | string | null {
  if (finding.kind === "json") return { place: finding.place, json: finding.text };
  if (finding.kind === "problem") return `${finding.place}: ${finding.reason}`;
  if (finding.kind !== "entry") return null;
  const { place, entry } = finding;
  if (entry.kind === "record") return { place, json: JSON.stringify(entry.record) };
  if (entry.kind === "unreadable") return `${place}: ${entry.reason}`;
  // A bare message has neither an event id nor a time: there is nothing to count it by.
  return entry.kind === "message" ? `${place}: it is a message without its record` : null;
}
