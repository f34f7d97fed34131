import { describeFacts } from "../explain/describe-facts.ts";
import { formatTime } from "../../shared/slack/format-time.ts";
import { severityBadges } from "../../shared/slack/severity-badge.ts";
import { html, type Html } from "./html.ts";
import { formatNumber, plural } from "./format-number.ts";
import { renderHint } from "./render-hint.ts";
import type { ReportRow } from "./report.ts";

/** One problem: a line to see it by; unfolded, everything that is known and what to do. */
export function renderRow(row: ReportRow): Html {
  const { entry, advice, occurrences } = row;
  const { severity } = entry.sample;
  const lastSeen = formatTime(isoTime(entry.lastSeenSeconds));
  const where = row.accountName ?? entry.sample.account;
  return html`<details class="problem ${severity}">
    <summary>
      <span class="severity"
        ><svg viewBox="0 0 10 10" aria-hidden="true">${marks[severity]}</svg
        >${severityBadges[severity].word}</span
      >
      <span class="title">${advice.title}</span>
      <span class="meta"
        >${where === null ? null : html`<span>${where}</span>`}<span>last ${lastSeen}</span
        >${renderTrend(row.trend)}<span class="times"
          >${formatNumber(occurrences)}<span class="unseen">
            ${occurrences === 1 ? "call" : "calls"}</span
          ><span aria-hidden="true">×</span></span
        ></span
      >
    </summary>
    <div class="body">
      <div class="advice">
        <h3>What to do</h3>
        ${advice.hints.slice(0, 1).map(renderHint)}${
          advice.hints.length > 1
            ? html`<h3>Also</h3>
                ${advice.hints.slice(1).map(renderHint)}`
            : null
        }
      </div>
      <div class="facts">
        <h3>What is known</h3>
        <dl>
          ${factsOf(row).map(
            ([label, text]) =>
              html`<div>
                <dt>${label}</dt>
                <dd>${text}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </div>
  </details>`;
}

/** A shape for each severity: never colour alone. */
const marks = {
  critical: html`<path d="M5 0 10 9.5H0Z" />`,
  warning: html`<rect
    x="1"
    y="1"
    width="8"
    height="8"
    transform="rotate(45 5 5) scale(.8) translate(1.2 1.2)"
  />`,
  info: html`<circle cx="5" cy="5" r="4" />`,
} as const;

function factsOf({
  entry,
  advice,
  accountName,
}: ReportRow): readonly (readonly [string, string])[] {
  const { toldAtSeconds, hiddenBy, hiddenCount, status } = entry;
  const told = toldAtSeconds === null ? null : formatTime(isoTime(toldAtSeconds));
  return [
    ...describeFacts(entry.sample, advice).map(({ label, text }): readonly [string, string] => [
      label === "When" ? "Sample" : label,
      label === "Where" && accountName !== null ? `${accountName}: ${text}` : text,
    ]),
    ["First seen", formatTime(isoTime(entry.firstSeenSeconds)) ?? ""],
    ["Last seen", formatTime(isoTime(entry.lastSeenSeconds)) ?? ""],
    ["Counted", `${plural(entry.count, "call")} in all`],
    ["Alert", told === null ? status : `${status}, told ${told}`],
    ...(hiddenBy === null
      ? []
      : [["Kept quiet", `${plural(hiddenCount, "call")}, last by ${hiddenBy}`] as const]),
  ];
}

function renderTrend(counts: readonly number[]): Html | null {
  const most = Math.max(...counts);
  if (most <= 0) return null;
  const wide = 100 / counts.length;
  return html`<svg class="trend" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
    ${counts.map(
      (count, index) =>
        html`<rect
          x="${Math.round(index * wide * 10) / 10}"
          y="${Math.round((20 - tallness(count, most)) * 10) / 10}"
          width="${Math.round(wide * 8) / 10}"
          height="${Math.round(tallness(count, most) * 10) / 10}"
        />`,
    )}
  </svg>`;
}

function tallness(count: number, most: number): number {
  return count === 0 ? 1 : 3 + (count / most) * 17;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
