import { createHash } from "node:crypto";
import { formatTime } from "../../shared/slack/format-time.ts";
import { html, Html } from "./html.ts";
import { renderBars } from "./render-bars.ts";
import { renderRanking } from "./render-ranking.ts";
import { renderSection } from "./render-section.ts";
import { renderSummary } from "./render-summary.ts";
import type { Report } from "./report.ts";
import { saySpan } from "./say-span.ts";
import { bucketTimes } from "./time-buckets.ts";

/**
 * The report as one HTML file that needs nothing else: no script, no request, its style in it and named by its hash in
 * the page's own Content-Security-Policy. Text from events is only ever text.
 */
export function renderReport(report: Report, style: string): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;
  const title = `Access denials, ${saySpan(report)}`;
  const { isNew, ongoing, stopped, hidden, quietDays } = report;
  const times = bucketTimes(report.buckets);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#new">Skip to the denials</a>
        <header class="top">
          <p class="brand">Denywatch</p>
          <h1>Access denials</h1>
          <p class="span">${saySpan(report)} <span class="zone">UTC</span></p>
          <nav aria-label="Sections">
            <ul>
              <li>
                <a href="#new">New <b>${isNew.total}</b></a>
              </li>
              <li>
                <a href="#ongoing">Going on <b>${ongoing.total}</b></a>
              </li>
              <li>
                <a href="#stopped">Stopped <b>${stopped.total}</b></a>
              </li>
              <li>
                <a href="#quiet">Kept quiet <b>${hidden.total}</b></a>
              </li>
            </ul>
          </nav>
        </header>
        <main>
          ${renderSummary(report)}
          <div class="charts">
            ${renderBars({ id: "timeline", title: "Denied calls", unit: report.buckets.unit, times, series: report.bySeverity, palette: "by-severity" })}
            ${renderBars({ id: "policies", title: "By the policy that denied", unit: report.buckets.unit, times, series: report.byPolicyType, palette: "by-kind" })}
          </div>
          <div class="rankings">
            ${renderRanking("Who", "top-principals", report.principals)}
            ${renderRanking("What", "top-actions", report.actions)}
            ${renderRanking("Where", "top-accounts", report.accounts)}
          </div>
          ${renderSection({ id: "new", title: "New", what: "First seen in this time.", none: "Nothing new was denied.", section: isNew, report })}
          ${renderSection({ id: "ongoing", title: "Going on", what: "Known before, and denied again in this time.", none: "Nothing known before was denied again.", section: ongoing, report })}
          ${renderSection({ id: "stopped", title: "Stopped", what: `Known before, and by now not seen for ${quietDays} days.`, none: "Nothing stopped.", section: stopped, report })}
          ${renderSection({ id: "quiet", title: "Kept quiet", what: "Counted and not alerted, by a mute or by the catalogue of harmless denials. Not in the figures and charts above.", none: "Nothing was kept quiet.", section: hidden, report })}
        </main>
        <footer>
          <p>
            Made ${formatTime(report.madeAt)} from ${report.source}. A problem is one principal,
            action, resource and reason in one account; a denied call is one occurrence of it.
            Counts are kept by the ${report.buckets.unit}, in UTC.
          </p>
          <p>
            CloudTrail names one denying policy type, even where several deny, and does not record
            every denial.
          </p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}
