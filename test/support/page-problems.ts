import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * What axe-core finds wrong with the page, a line each: rule, element, why. Needs a context that bypasses the page's
 * policy. `rules` names the only ones to look at: a dark page differs from the light one in nothing but its colours.
 */
export async function findAccessibilityProblems(
  page: Page,
  exclude: readonly string[] = [],
  rules: readonly string[] | null = null,
): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window')))
    await page.addScriptTag({ path: axePath });
  return await page.evaluate(
    async ([selectors, only]) => {
      const { axe } = globalThis as unknown as { readonly axe: typeof import("axe-core") };
      const { violations } = await axe.run(
        { exclude: selectors.map((selector) => [selector]) },
        { resultTypes: ["violations"], ...(only && { runOnly: [...only] }) },
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`,
        ),
      );
    },
    [exclude, rules] as const,
  );
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
