import { html, type Html } from "./html.ts";
import { formatNumber, plural } from "./format-number.ts";
import type { ReportRank } from "./report.ts";

/** Names with a bar each for how often they were denied. */
export function renderRanking(title: string, id: string, ranks: readonly ReportRank[]): Html {
  const most = Math.max(1, ...ranks.map(({ occurrences }) => occurrences));
  return html`<section class="ranking" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${ranks.length === 0 ? html`<p class="none">Nothing to show.</p>` : null}
    <ol>
      ${ranks.map(
        ({ name, note, problems, occurrences }) =>
          html`<li>
            <span class="name">${name}</span><b>${formatNumber(occurrences)}</b>
            <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect class="rail" width="100" height="4" />
              <rect
                class="fill"
                width="${Math.max(0.5, Math.round((occurrences / most) * 1000) / 10)}"
                height="4"
              />
            </svg>
            <span class="note"
              >${note === null ? "" : `${note}, `}${plural(problems, "problem")}</span
            >
          </li>`,
      )}
    </ol>
  </section>`;
}
