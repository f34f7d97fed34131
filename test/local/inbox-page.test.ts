import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { LocalAlerter } from "../../local/local-alerter.ts";
import { chromiumPath, launchChromium } from "../support/chromium.ts";
import { collectOddities } from "../support/page-problems.ts";
import { startTestAlerter } from "./start-test-alerter.ts";

const hostile =
  "<img src=x onerror=alert(1)> <script>alert(2)</script> <!channel> \"onload='alert(3)' \u202e";

describe.skipIf(chromiumPath === undefined)("the inbox page (skipped where no Chromium is)", () => {
  let browser: Browser;
  let tab: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    tab = await browser.newPage();
  });
  afterAll(() => browser.close());

  interface Opened {
    readonly page: Page;
    readonly alerter: LocalAlerter;
    /** Dialogs, errors, refused loads and requests to anywhere else. */
    readonly oddities: readonly string[];
    readonly post: (message: unknown) => Promise<void>;
  }

  async function open(messages: readonly unknown[] = []): Promise<Opened> {
    const alerter = await startTestAlerter();
    const post = async (message: unknown): Promise<void> => {
      const body = JSON.stringify(message);
      const { status } = await fetch(alerter.webhookUrl, { method: "POST", body });
      expect(status).toBe(200);
    };
    for (const message of messages) await post(message);
    await tab.setViewportSize({ width: 1100, height: 800 });
    const oddities = collectOddities(tab, alerter.url);
    await tab.goto(alerter.url);
    await tab.getByText("Live").waitFor();
    onTestFinished(async () => {
      tab.removeAllListeners();
      await tab.goto("about:blank");
    });
    return { page: tab, alerter, oddities, post };
  }

  test("shows what to run while there is nothing", async () => {
    const { page, alerter, oddities } = await open();
    expect(await page.locator("#command").textContent()).toBe(`send --to ${alerter.url}`);
    expect(await page.getByRole("heading", { name: "No denials yet" }).isVisible()).toBe(true);
    expect(oddities).toEqual([]);
  });

  test("shows messages newest first, and a new one without a reload", async () => {
    const { page, oddities, post } = await open([{ text: "one" }, { text: "two" }]);
    await post({ text: "*three*" });
    await page.getByText("three").first().waitFor();
    expect(await page.locator(".message .body").allTextContents()).toEqual(["three", "two", "one"]);
    expect(await page.locator(".body b").textContent()).toBe("three");
    expect(await page.locator(".day h2").allTextContents()).toEqual(["Today"]);
    expect(oddities).toEqual([]);
  });

  test("shows hostile text as text: nothing runs, loads or leads away", async () => {
    const field = { type: "mrkdwn", text: hostile };
    const { page, oddities } = await open([
      { text: hostile },
      {
        text: "x",
        blocks: [
          { type: "header", text: { type: "plain_text", text: hostile } },
          { type: "section", text: field, fields: [field] },
          { type: "context", elements: [field] },
          { type: "section", text: { type: "mrkdwn", text: "<javascript:alert(4)|click>" } },
          { type: "section", text: { type: "mrkdwn", text: `\`\`\`${hostile}\`\`\`` } },
          { type: "image", image_url: "https://evil.example/x.png", alt_text: hostile },
          {
            type: "actions",
            elements: [
              {
                type: "button",
                text: { type: "plain_text", text: "b" },
                url: "javascript:alert(5)",
              },
            ],
          },
        ],
        attachments: [{ color: "x;background:url(//evil.example)", text: hostile, title: hostile }],
      },
    ]);
    expect(await page.locator(".header").textContent()).toBe(hostile);
    expect(await page.locator(".body script, .body img, .body iframe").count()).toBe(0);
    expect(await page.locator(".body a:not([href^='https://'])").count()).toBe(0);
    expect(await page.locator(".body .mention").first().textContent()).toBe("@channel");
    expect(oddities).toEqual([]);
  });

  test("its policy stops a script even in the page itself", async () => {
    const { page, oddities } = await open();
    await page.evaluate(`
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>");
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
      `);
    await expect.poll(() => oddities.join(" ")).toContain("Content Security Policy");
    expect(await page.evaluate('"ran" in window')).toBe(false);
  });

  test("links open elsewhere and tell nothing about the page", async () => {
    const { page } = await open([{ text: "<https://docs.example/x?a=1&amp;b=2|read>" }]);
    const link = page.getByRole("link", { name: "read" });
    expect(await link.getAttribute("href")).toBe("https://docs.example/x?a=1&b=2");
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await link.getAttribute("target")).toBe("_blank");
  });

  test("the keyboard goes from message to message", async () => {
    const { page } = await open([{ text: "one" }, { text: "two" }]);
    await page.locator(".message").first().focus();
    await page.keyboard.press("j");
    expect(await page.locator(".message:focus .body").textContent()).toBe("one");
    await page.keyboard.press("ArrowUp");
    expect(await page.locator(".message:focus .body").textContent()).toBe("two");
  });

  test("nothing is wider than a phone", async () => {
    const long = "arn:aws:s3:::".padEnd(300, "x");
    const { page } = await open([
      {
        blocks: [
          { type: "header", text: { type: "plain_text", text: long.slice(0, 150) } },
          { type: "section", fields: [{ type: "mrkdwn", text: `\`${long}\`` }] },
          { type: "section", text: { type: "mrkdwn", text: `\`\`\`${long}\`\`\`` } },
        ],
      },
    ]);
    await page.setViewportSize({ width: 360, height: 700 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(360);
  });

  test("another site cannot frame it", async () => {
    const { page, alerter } = await open();
    const other = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<iframe src="${alerter.url}"></iframe>`);
    }).listen(0, "127.0.0.1");
    onTestFinished(() => {
      other.close();
      other.closeAllConnections();
    });
    await new Promise((resolve) => other.once("listening", resolve));
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    expect(await page.frameLocator("iframe").getByText("access-denials").count()).toBe(0);
  });
});
