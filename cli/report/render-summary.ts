import { html, type Html } from "./html.ts";
import type { Report } from "./report.ts";
import { findHighlights } from "./find-highlights.ts";
import { formatNumber, plural } from "./format-number.ts";

/** The first screen: the figures, and in words what deserves a look. */
export function renderSummary(report: Report): Html {
  const { isNew, ongoing, stopped, occurrences, hidden } = report;
  return html`<section aria-labelledby="summary">
    <h2 id="summary" class="unseen">Summary</h2>
    <dl class="figures">
      <div class="figure lead">
        <dt>New problems</dt>
        <dd>${formatNumber(isNew.total)}</dd>
      </div>
      <div class="figure">
        <dt>Going on</dt>
        <dd>${formatNumber(ongoing.total)}</dd>
      </div>
      <div class="figure">
        <dt>Stopped</dt>
        <dd>${formatNumber(stopped.total)}</dd>
      </div>
      <div class="figure">
        <dt>Denied calls</dt>
        <dd>${formatNumber(occurrences)} <small>${sayChange(report)}</small></dd>
      </div>
      <div class="figure">
        <dt>Kept quiet</dt>
        <dd>${formatNumber(hidden.total)}</dd>
      </div>
    </dl>
    ${report.isComplete ? null : html`<p class="caution">There was more than was looked at: the figures are lower bounds.</p>`}
    ${sayUndercount(report)}
    <ul class="highlights">
      ${findHighlights(report).map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

function sayUndercount({ undercounted, buckets }: Report): Html | null {
  if (undercounted === 0) return null;
  return html`<p class="caution">
    This time reaches back further than the ${buckets.unit}s that are counted, for
    ${plural(undercounted, "problem")}: calls are at least so many.
  </p>`;
}

function sayChange(report: Report): string {
  const { occurrences, occurrencesBefore, buckets, undercounted, isBeforeCounted } = report;
  const span = plural(buckets.end - buckets.start, buckets.unit);
  if (undercounted > 0) return "at least";
  if (!isBeforeCounted) return `the ${span} before is not counted in full`;
  if (occurrencesBefore === 0) return `none in the ${span} before`;
  const percent = Math.round((occurrences / occurrencesBefore - 1) * 100);
  if (percent === 0) return `as many as in the ${span} before`;
  return occurrences >= occurrencesBefore * 3
    ? `${Math.round(occurrences / occurrencesBefore)} times as many as in the ${span} before`
    : `${percent > 0 ? "+" : "−"}${Math.abs(percent)} % on the ${span} before`;
}
