import { html, type Html } from "./html.ts";
import { formatNumber, plural } from "./format-number.ts";
import type { ReportSeries } from "./report.ts";
import { sayBucket, sayBucketInFull } from "./say-span.ts";
import { sum } from "./time-buckets.ts";

export interface BarChart {
  readonly id: string;
  readonly title: string;
  readonly unit: "hour" | "day";
  /** The first moments of the buckets, ISO 8601. */
  readonly times: readonly string[];
  readonly series: readonly ReportSeries[];
  readonly palette: "by-severity" | "by-kind";
}

const [width, height] = [1000, 240];
const mostLabels = 7;

/** Stacked bars over time, with a legend, and the same numbers as a table. Stretches; its labels do not. */
export function renderBars(chart: BarChart): Html {
  const { id, title, unit, times, series, palette } = chart;
  const totals = times.map((_, index) => sum(series.map(({ counts }) => counts[index] ?? 0)));
  const most = Math.max(...totals);
  const all = sum(totals);
  const peak = totals.indexOf(most);
  const said =
    all === 0
      ? `No denied calls that are not muted.`
      : `${plural(all, "call")}; the most in one ${unit}: ${formatNumber(most)}, ${sayBucketInFull(times[peak] ?? "", unit)}.`;
  return html`<figure class="chart ${palette}" aria-labelledby="${id}">
    <figcaption>
      <h2 id="${id}">${title} by ${unit}</h2>
      <p>${said}</p>
    </figcaption>
    ${all === 0 ? null : renderPlot(chart, totals, most)} ${all === 0 ? null : renderLegend(chart)}
    ${all === 0 ? null : renderNumbers(chart)}
  </figure>`;
}

function renderPlot(chart: BarChart, totals: readonly number[], most: number): Html {
  const { title, unit, times, series } = chart;
  const step = Math.ceil(times.length / mostLabels);
  const bars = totals.map((total, index) => {
    const slot = width / times.length;
    const gap = Math.min(slot * 0.22, 14);
    let top = height;
    const parts = series.flatMap(({ counts }, kind) => {
      const tall = ((counts[index] ?? 0) / most) * height;
      if (tall === 0) return [];
      top -= tall;
      return [
        html`<rect
          class="${classOf(chart, kind)}"
          x="${round(index * slot + gap / 2)}"
          y="${round(top)}"
          width="${round(slot - gap)}"
          height="${round(tall)}"
        />`,
      ];
    });
    return html`<g
      ><title>${sayBucketInFull(times[index] ?? "", unit)}: ${formatNumber(total)}</title
      >${parts}</g
    >`;
  });
  // The numbers as a table follow: what a picture shows is said once, there.
  return html`<div class="plot">
    <div class="scale" aria-hidden="true"><span>${formatNumber(most)}</span><span>0</span></div>
    <svg
      role="img"
      aria-label="Bars: ${title} by ${unit}; the table after it has the numbers"
      viewBox="0 0 ${width} ${height}"
      preserveAspectRatio="none"
    >
      ${bars}
    </svg>
    <div class="axis" aria-hidden="true">
      ${times.map((time, index) => html`<span>${(times.length - 1 - index) % step === 0 ? sayBucket(time, unit) : ""}</span>`)}
    </div>
  </div>`;
}

/** A kind's colour is its rank's; a severity's is its own. */
function classOf({ palette, series }: BarChart, kind: number): string {
  return palette === "by-kind" ? `k${kind}` : `s-${series[kind]?.name.toLowerCase() ?? ""}`;
}

function renderLegend(chart: BarChart): Html {
  return html`<ul class="legend">
    ${chart.series.map(
      ({ name, counts }, kind) =>
        html`<li>
          <svg class="key" viewBox="0 0 10 10" aria-hidden="true">
            <rect class="${classOf(chart, kind)}" width="10" height="10" rx="2" /></svg
          >${name} <b>${formatNumber(sum(counts))}</b>
        </li>`,
    )}
  </ul>`;
}

function renderNumbers({ title, unit, times, series }: BarChart): Html {
  return html`<details class="numbers">
    <summary>The numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${title} by ${unit}, as a table">
      <table>
        <caption class="unseen">
          ${title} by ${unit}
        </caption>
        <thead>
          <tr>
            <th scope="col">${unit === "day" ? "Day" : "Hour"}</th>
            ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${times.map(
            (time, index) =>
              html`<tr>
                <th scope="row">${sayBucketInFull(time, unit)}</th>
                ${series.map(({ counts }) => html`<td>${formatNumber(counts[index] ?? 0)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
