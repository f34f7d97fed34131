import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildReport } from "../../../cli/report/build-report.ts";
import { html } from "../../../cli/report/html.ts";
import { renderReport } from "../../../cli/report/render-report.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import { chromiumPath, launchChromium } from "../../support/chromium.ts";
import { buildEntry, buildSampleEntries, entryNow } from "../../support/history-entries.ts";
import { collectOddities, findAccessibilityProblems } from "../../support/page-problems.ts";
import { anyCharacter } from "../../support/any-character.ts";

const style = await readFile(new URL("../../../cli/report/report.css", import.meta.url), "utf8");
const pictures = fileURLToPath(new URL("../../../report-pictures/", import.meta.url));

function render(entries: readonly HistoryEntry[], isComplete = true): string {
  const report = buildReport({
    source: "table denywatch",
    from: new Date("2026-03-09T00:00:00Z"),
    to: entryNow,
    now: entryNow,
    entries,
    isComplete,
    quietDays: 7,
    hiders: new Set(),
    accountNameOf: (account) => (account === "413870126650" ? "Production" : null),
  });
  return renderReport(report, style);
}

const hostile = `</style></summary><script>alert(1)</script><img src=x onerror=alert(2)> "' onload='alert(3)' \u202e\u001b[31m &amp;`;

describe("html", () => {
  it("keeps text text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const { markup } = html`<b title="${text}">${text}</b>`;
        expect(markup.match(/[<>]/g)).toEqual(["<", ">", "<", ">"]);
        expect(markup.match(/["']/g)).toEqual(['"', '"']);
      }),
    );
  });

  it("masks secrets", () => {
    const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    expect(html`${`aws_secret_access_key=${secret}`}`.markup).not.toContain(secret);
  });
});

describe("renderReport()", () => {
  it("is one file that asks for nothing and runs nothing", () => {
    const page = render(buildSampleEntries());
    expect(page).not.toMatch(
      /<(script|link|iframe|object|embed|form)\b|\son\w+=|javascript:|@import|url\(/i,
    );
    expect(page).toContain("default-src &#39;none&#39;; style-src &#39;sha256-");
    expect(
      page.match(/ (?:href|src)="[^"]*"/g)?.filter((link) => !/"(#|https:)/.test(link)),
    ).toEqual([]);
  });

  it("says so where there is nothing, and where there was more than was looked at", () => {
    const page = render([], false);
    expect(page).toContain("Nothing that is not muted was denied in this time.");
    expect(page).toContain("the figures are lower bounds");
    expect(render([])).not.toContain("lower bounds");
  });

  it("says so where calls are no longer counted by the day", () => {
    const page = render([buildEntry({ count: 50, firstSeenSeconds: 0 })]);
    expect(page).toMatch(/reaches back further than the days that are counted, for\s+1 problem:/);
    expect(render([buildEntry()])).not.toContain("reaches back further");
  });

  it("shows hostile names as text", () => {
    const page = render([
      buildEntry({
        sample: {
          principal: { name: hostile, key: hostile, sessionName: hostile },
          resource: { text: hostile, normalised: hostile },
          errorMessage: hostile,
          userAgent: hostile,
        },
      }),
    ]);
    for (const part of ["<script", "<img", "\u202e", "\u001b"]) expect(page).not.toContain(part);
    expect(page).toContain("&lt;script&gt;");
  });
});

describe.skipIf(chromiumPath === undefined)(
  "the report in a browser (skipped where no Chromium is)",
  () => {
    let browser: Browser;
    let tab: Page;
    let oddities: readonly string[];
    beforeAll(async () => {
      await mkdir(pictures, { recursive: true });
      browser = await launchChromium();
      const context = await browser.newContext({ bypassCSP: true, offline: true });
      tab = await context.newPage();
      oddities = collectOddities(tab, "about:");
      await tab.setContent(page);
      // The first of the problems is unfolded, as a reader would.
      await tab.evaluate(`document.querySelector("details.problem").open = true`);
    });
    afterAll(() => browser.close());

    const page = render([
      ...buildSampleEntries().slice(0, 6),
      buildEntry({ sample: { principal: { name: hostile }, resource: { normalised: hostile } } }),
    ]);
    /** Of what axe looks at, only these can differ where nothing but colours or room do; null for all of it. */
    const looks = [
      { look: "desktop", colorScheme: "light", width: 1280, rules: null },
      { look: "dark", colorScheme: "dark", width: 1280, rules: ["color-contrast"] },
      {
        look: "phone",
        colorScheme: "light",
        width: 360,
        rules: ["color-contrast", "target-size", "scrollable-region-focusable"],
      },
      { look: "print", colorScheme: "light", width: 794, rules: ["color-contrast"] },
    ] as const;

    it.each(looks)(
      "$look: accessible, legible, and no wider than $width px",
      { timeout: 120_000 },
      async ({ look, colorScheme, width, rules }) => {
        const media = look === "print" ? "print" : "screen";
        await tab.emulateMedia({ media, colorScheme });
        await tab.setViewportSize({ width, height: 900 });
        expect(await tab.evaluate(`document.documentElement.scrollWidth - innerWidth`)).toBe(0);
        // What differs from row to row is text: the first few stand for all.
        expect(await findAccessibilityProblems(tab, [".problem:nth-of-type(n+3)"], rules)).toEqual(
          [],
        );
        // On paper nothing can be unfolded: all is there.
        const shownBodies = await tab.evaluate(
          `[...document.querySelectorAll(".problem .body")].filter((body) => body.getClientRects().length > 0 && body.checkVisibility({ contentVisibilityAuto: true })).length`,
        );
        const all = await tab.locator(".problem").count();
        expect(shownBodies).toBe(look === "print" ? all : 1);
        await tab.screenshot({ path: `${pictures}/${look}.png`, fullPage: look !== "print" });
        expect(oddities).toEqual([]);
      },
    );

    it("prints no problem's head at the foot of a page, its body on the next", async () => {
      await tab.emulateMedia({ media: "print" });
      const breaks = await tab.evaluate(
        `[...document.querySelectorAll(".problem summary, h2, h3")].map((one) => getComputedStyle(one).breakAfter)`,
      );
      expect(new Set(breaks as string[])).toEqual(new Set(["avoid"]));
      const pdf = await tab.pdf({ format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    });

    it("its own policy lets its style in, and nothing else", async () => {
      const strict = await browser.newPage();
      const refused = collectOddities(strict, "about:");
      await strict.setContent(
        page.replace("</main>", "<img src='x'><script>alert(1)</script></main>"),
      );
      expect(
        await strict.evaluate(`getComputedStyle(document.querySelector(".figures")).display`),
      ).toBe("grid");
      expect(refused.filter((text) => text.startsWith("dialog"))).toEqual([]);
      expect(refused.join("\n")).toContain("default-src 'none'");
      await strict.close();
    });
  },
);
