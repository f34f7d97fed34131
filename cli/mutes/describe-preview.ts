import type { Mute } from "../../shared/delivery/mute.ts";
import { buildTitle } from "../../shared/remediation/build-title.ts";
import { formatTable } from "../format-table.ts";
import { type MutePreview, previewDays } from "./preview-mute.ts";

const mostNamed = 5;
/** Conditions on what differs from call to call. */
const ofTheCall = ["sourceIp", "userAgent", "region", "invokedBy"] as const;

/** What a mute would have hidden, as lines for a terminal; the loudest by name. */
export function describePreview(
  { denials, occurrences, told, quietAlready }: MutePreview,
  mute: Mute,
  width: number,
): readonly string[] {
  const span = `the last ${previewDays} days`;
  if (denials.length === 0) {
    return [`In ${span} nothing was denied that it would have hidden. Is a condition misspelt?`];
  }
  const quiet = quietAlready === 0 ? "" : `; ${quietAlready} kept quiet already`;
  const rest = denials.length - mostNamed;
  return [
    `In ${span} it would have hidden ${count(denials.length, "denial")}, ${count(occurrences, "call")} (${told} told in that time${quiet}):`,
    ...formatTable(
      denials.slice(0, mostNamed),
      [
        { title: "CALLS", value: (row) => String(row.occurrences), grow: 0, align: "right" },
        { title: "SEVERITY", value: ({ entry }) => entry.sample.severity, grow: 0 },
        { title: "WHAT", value: ({ entry }) => buildTitle(entry.sample), grow: 1 },
      ],
      width - 2,
    ).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(ofTheCall.some((name) => mute[name] !== undefined)
      ? ["Each denial was judged by its first call: others may differ in address, Region or agent."]
      : []),
  ];
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
