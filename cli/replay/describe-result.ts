import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { countBy, type ReplayResult } from "./replay-result.ts";

/** What the outcomes that are not messages mean, in the order in which they are told. */
const outcomeTexts: readonly (readonly [string, string])[] = [
  ["told", "told at once"],
  ["pending", "held for a later message"],
  ["counted", "repeats, counted and not told"],
  ["hidden", "hidden by a mute or a benign entry"],
  ["duplicate", "copies of an event that was counted before"],
  ["unmatched", "not matched by the rule, which gives them to no function"],
  ["no-denial", "no denials"],
  ["own-denial", "Denywatch's own"],
  ["refused", "refused: not as CloudTrail delivers them"],
  ["malformed", "no CloudTrail records"],
  ["failed", "failed"],
];

const messageTexts: Readonly<Record<string, string>> = {
  "burst-summary": "burst summary",
  "burst-closed": "burst closed",
  backlog: "summary of many",
};

/** A replay's summary for people. */
export function describeResult(result: ReplayResult): string {
  const { records, denials, messages, hidden, outcomes } = result;
  const lines = [`${number(denials)} denials among ${number(records)} records.`];
  if (messages !== null) {
    const kinds = Object.entries(countBy(messages.map(({ kind }) => kind)));
    const told = kinds.map(([kind, count]) => `${number(count)} ${messageTexts[kind] ?? kind}`);
    const them = messages.length === 1 ? "message" : "messages";
    lines.push(
      messages.length === 0
        ? "Nothing would be told."
        : `Would tell in ${number(messages.length)} ${them}: ${told.join(", ")}.`,
    );
  }
  for (const [kind, text] of outcomeTexts) {
    const count = outcomes[kind] ?? 0;
    if (count > 0) lines.push(`  ${number(count).padStart(7)}  ${text}`);
  }
  if (hidden !== null && hidden.length > 0) {
    lines.push("Hidden by:");
    const width = Math.max(...hidden.map(({ by }) => showInvisible(by).length));
    for (const { status, by, denials: fingerprints, occurrences } of hidden) {
      const what = status === "muted" ? "mute" : "benign";
      lines.push(
        `  ${what.padEnd(6)}  ${showInvisible(by).padEnd(width)}  ${count(fingerprints, "denial")}, ${count(occurrences, "occurrence")}`,
      );
    }
  }
  return lines.join("\n");
}

function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
