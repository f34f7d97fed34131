import { html, type Html } from "./html.ts";
import { formatNumber } from "./format-number.ts";
import { renderRow } from "./render-row.ts";
import type { Report, ReportSection } from "./report.ts";

interface SectionText {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly none: string;
  readonly section: ReportSection;
  readonly report: Report;
}

/** Problems of one kind, each to be unfolded. */
export function renderSection({ id, title, what, none, section, report }: SectionText): Html {
  const { rows, total } = section;
  const left = total - rows.length;
  return html`<section class="problems" aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="count">${formatNumber(total)}</span></h2>
    <p class="what">${what}</p>
    ${total === 0 ? html`<p class="none">${none}</p>` : rows.map((row) => renderRow(row))}
    ${left > 0 ? html`<p class="none">And ${formatNumber(left)} more; <code>denywatch history --since ${report.from.slice(0, 10)}</code> lists them.</p>` : null}
  </section>`;
}
