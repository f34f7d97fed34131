import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, launchChromium } from "../../support/chromium.ts";
import { collectOddities, findAccessibilityProblems } from "../../support/page-problems.ts";
import { buildPictureMessages, kinds } from "./picture-messages.ts";
import { startPictureInbox } from "./start-picture-inbox.ts";

const scripts = fileURLToPath(new URL("measure-messages.js", import.meta.url));
/** One picture a look with a message of each kind. `PICTURES=all` adds one for each of the messages. */
const pictures = fileURLToPath(new URL("../../../pictures/", import.meta.url));
/** What differs from message to message is text: the first few stand for all. */
const alike = [".message:nth-of-type(n+8)"];
const isEveryMessage = process.env["PICTURES"] === "all";

/** How people look at it: a laptop's window, and a small phone. */
const looks = [
  { look: "light", colorScheme: "light", width: 860, rules: null },
  { look: "dark", colorScheme: "dark", width: 860, rules: ["color-contrast"] },
  {
    look: "phone",
    colorScheme: "light",
    width: 390,
    rules: ["target-size", "scrollable-region-focusable"],
  },
] as const;
type Look = (typeof looks)[number];

/** In pixels: an alert that is longer than this on a phone is one that nobody reads. */
const mostHeight = 2600;

interface Measured {
  readonly height: number;
  readonly problems: readonly string[];
}

const messages = buildPictureMessages();
/** As the page has them. */
const newestFirst = [...messages.keys()].toReversed();

describe.skipIf(chromiumPath === undefined)(
  "pictures of every message (skipped where no Chromium is)",
  () => {
    let browser: Browser;
    let inbox: Awaited<ReturnType<typeof startPictureInbox>>;
    let page: Page;
    let oddities: readonly string[];
    beforeAll(async () => {
      await rm(pictures, { recursive: true, force: true });
      await mkdir(pictures, { recursive: true });
      [browser, inbox] = await Promise.all([launchChromium(), startPictureInbox(messages)]);
      page = await browser.newPage({ reducedMotion: "reduce", bypassCSP: true });
      oddities = collectOddities(page, inbox.url);
      await page.goto(inbox.url);
      await page
        .locator(".message")
        .nth(messages.size - 1)
        .waitFor();
      await page.addScriptTag({ path: scripts });
    });
    afterAll(async () => {
      await browser.close();
      await inbox.close();
    });

    test.each(looks)(
      "$look: whole, legible, and nothing wider than $width px",
      { timeout: 120_000 },
      async (look) => {
        await page.emulateMedia({ colorScheme: look.colorScheme });
        await page.setViewportSize({ width: look.width, height: 900 });
        const measured = await page.evaluate<readonly Measured[]>("measureMessages()");
        expect(measured).toHaveLength(messages.size);
        for (const [index, { height, problems }] of measured.entries()) {
          const isSane = height > 60 && height < mostHeight;
          expect({ message: newestFirst[index], problems, height: isSane || height }).toEqual({
            message: newestFirst[index],
            problems: [],
            height: true,
          });
        }
        expect(await findAccessibilityProblems(page, alike, look.rules)).toEqual([]);
        await takePictures(look);
        expect(oddities).toEqual([]);
      },
    );

    async function takePictures({ look }: Look): Promise<void> {
      const isShown = newestFirst.map((name) => kinds.includes(name));
      await page.evaluate(`unrollMessages(${JSON.stringify(isShown)})`);
      await page.screenshot({ path: `${pictures}/kinds.${look}.png`, fullPage: true });
      await page.evaluate(
        isEveryMessage
          ? `unrollMessages(${JSON.stringify(newestFirst.map(() => true))})`
          : "unrollMessages(null)",
      );
      if (!isEveryMessage) return;
      const articles = await page.locator(".message").all();
      for (const [index, article] of articles.entries()) {
        await article.screenshot({ path: `${pictures}/${newestFirst[index] ?? ""}.${look}.png` });
      }
      await page.evaluate("unrollMessages(null)");
    }
  },
);
