import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds wrong with the page, a line each: rule, element, why. Needs a context that bypasses the page's policy. */
export async function findAccessibilityProblems(
  page: Page,
  exclude: readonly string[] = [],
): Promise<readonly string[]> {
  await page.addScriptTag({ path: axePath });
  return await page.evaluate(async (selectors) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import("axe-core") };
    const { violations } = await axe.run(
      { exclude: selectors.map((selector) => [selector]) },
      { resultTypes: ["violations"] },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`,
      ),
    );
  }, exclude);
}

/** Collects what a page should never do: dialogs, errors, refused loads, requests to anywhere but `url`. */
export function collectOddities(page: Page, url: string): readonly string[] {
  const oddities: string[] = [];
  page.on("dialog", (dialog) => {
    oddities.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", ({ message }) => oddities.push(`error ${message}`));
  page.on("console", (message) => {
    if (message.type() === "error") oddities.push(`console ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) oddities.push(`request ${request.url()}`);
  });
  return oddities;
}
