import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { localDynamoDbClient } from "../../local/embedded-dynamodb.ts";
import { localTableInput } from "../../local/open-local-table.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import { composeLocalAlerter } from "../../local/compose-local-alerter.ts";
import type { LocalAlerter } from "../../local/local-alerter.ts";
import { putSamples } from "../../local/put-samples.client.ts";
import { buildSampleEvents } from "../../local/sample-denials.ts";
import { chromiumPath, launchChromium } from "../support/chromium.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { collectOddities, findAccessibilityProblems } from "../support/page-problems.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const hostileName = `<img src=x onerror="window.ran=true"><script>window.ran=true; javascript:alert(1) \u202Egpj.exe\u200B`;

describe.skipIf(chromiumPath === undefined)(
  "the history beside the inbox (skipped where no Chromium is)",
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    let alerter: LocalAlerter;
    let folder: string;
    let tab: Page;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
      const compose = composeLocalAlerter({
        dataFolder: folder,
        port: 0,
        webhookUrl: null,
        log: () => undefined,
      });
      [browser, alerter] = await Promise.all([launchChromium(), compose]);
      tab = await newTab({});
      await nameAccounts({ "620195837714": "web-production" });
      await putSamples(alerter.url, buildSampleEvents(new Date(), randomUUID));
      await putEvent({
        userIdentity: { type: "IAMUser", arn: `arn:aws:iam::210987654321:user/${hostileName}` },
        errorMessage: `User: arn:aws:iam::210987654321:user/${hostileName} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::orchard-artifacts/${hostileName}" because no identity-based policy allows the s3:DeleteObject action`,
      });
      await alerter.idle();
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await alerter.stop();
      await rm(folder, { recursive: true, force: true });
    });

    async function nameAccounts(accounts: Readonly<Record<string, string>>): Promise<void> {
      const dynamoDb = localDynamoDbClient(alerter.dynamoDbEndpoint);
      const tableName = localTableInput().TableName ?? "";
      const store = createConfigStore(dynamoDb, tableName, () => new Date());
      await store.put({ accounts }, "a test", await store.current());
      dynamoDb.destroy();
    }

    async function putEvent(changes: Readonly<Record<string, unknown>>): Promise<void> {
      const record = buildRecord({ eventTime: new Date().toISOString(), ...changes });
      const { source, "detail-type": type } = buildEvent(record);
      const entry = { Source: source, DetailType: type, Detail: JSON.stringify(record) };
      const response = await fetch(alerter.url, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": "AWSEvents.PutEvents",
        },
        body: JSON.stringify({ Entries: [entry] }),
      });
      expect(await response.json()).toMatchObject({ FailedEntryCount: 0 });
    }

    async function newTab(options: BrowserContextOptions): Promise<Page> {
      const viewport = { width: 1400, height: 900 };
      return await browser.newPage({ viewport, reducedMotion: "reduce", ...options });
    }

    /** A fresh load of the page; all in one tab, for a tab costs more than a load. */
    async function open(
      path = "/",
      page = tab,
    ): Promise<{ readonly page: Page; readonly oddities: readonly string[] }> {
      const oddities = collectOddities(page, alerter.url);
      await page.goto(alerter.url + path);
      await page.locator("#rows a").first().waitFor({ state: "attached" });
      onTestFinished(async () => {
        page.removeAllListeners();
        await page.goto("about:blank");
      });
      return { page, oddities };
    }

    async function titles(page: Page): Promise<readonly string[]> {
      return await page.locator("#rows .row-title").allTextContents();
    }

    test("lists every denial, and narrows it by words and by each filter", async () => {
      const { page, oddities } = await open();
      const all = await titles(page);
      expect(all.length).toBeGreaterThan(30);
      await page.locator("#search").fill("WEB-DEPLOY putobject");
      expect(await titles(page)).toEqual([
        expect.stringContaining("web-deploy (GitHub Actions) may not s3:PutObject"),
      ]);
      expect(await page.locator("#history-count").textContent()).toBe(`1 of ${all.length} denials`);
      await page.locator("#clear").click();
      await expect.poll(() => titles(page)).toEqual(all);
      for (const [name, value] of [
        ["severity", "critical"],
        ["status", "told"],
        ["denyType", "explicit"],
        ["policyType", "resource-control"],
        ["account", "620195837714"],
        ["service", "kms"],
      ] as const) {
        await page.locator(`select[name=${name}]`).selectOption(value);
        const found = (await titles(page)).length;
        expect([name, found > 0, name === "status" || found < all.length]).toEqual([
          name,
          true,
          true,
        ]);
        await page.locator(`select[name=${name}]`).selectOption("");
      }
      await page.locator("#search").fill("no such thing");
      expect(await page.locator("#nothing").isVisible()).toBe(true);
      expect(oddities).toEqual([]);
    });

    test("says an account by the name that the config gives it, and finds it by name or id", async () => {
      const { page } = await open();
      const option = page.locator('select[name=account] option[value="620195837714"]');
      expect(await option.textContent()).toBe("web-production (620195837714)");
      const found = new Set<number>();
      for (const search of ["web-production", "620195837714"]) {
        await page.locator("#search").fill(search);
        const rows = await page.locator("#rows .row-meta").allTextContents();
        expect(rows[0]).toContain("web-production, ");
        expect(rows.join()).not.toContain("620195837714");
        found.add(rows.length);
      }
      expect(found.size).toBe(1);
    });

    test("orders by count and by severity", async () => {
      const { page } = await open();
      await page.locator("select[name=order]").selectOption("count");
      expect(await page.locator("#rows .row-meta").first().textContent()).toContain("3 times");
      await page.locator("select[name=order]").selectOption("severity");
      const severities = await page.locator("#rows .row-severity").allTextContents();
      const ranks = severities.map((said) =>
        ["Info", "Warning", "Critical"].findIndex((word) => said.includes(word)),
      );
      expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    });

    test("shows one denial with its count, trend, hints, statement, links and mute command", async () => {
      const { page, oddities } = await open();
      await page.locator("#search").fill("web-deploy putobject");
      await page.locator("#rows a").click();
      const detail = page.locator("#detail");
      await detail.locator(".body").waitFor();
      const text = (await detail.textContent()) ?? "";
      for (const expected of [
        "3 times",
        "told 2",
        "in 14 days",
        "Regions",
        "Sessions",
        "occurrences in detail",
        "Why:",
        "Next",
        '"Action": "s3:PutObject"',
      ]) {
        expect(text).toContain(expected);
      }
      expect(await detail.getByRole("link", { name: "CloudTrail event" }).count()).toBe(1);
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await detail.locator(".copy").last().click();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
        'denywatch mute --principal arn:aws:iam::413870126650:role/web-deploy --action s3:PutObject --reason "known, reviewed in Slack" --for 7d',
      );
      expect(await detail.locator(".copy").last().textContent()).toBe("Copied");
      expect(oddities).toEqual([]);
    });

    test("is used with the keyboard alone", async () => {
      const { page } = await open();
      const focused = (): Promise<string> =>
        page.evaluate<string>("document.activeElement.id || document.activeElement.hash || ''");
      await page.keyboard.press("/");
      await expect.poll(focused).toBe("search");
      await page.keyboard.type("kms");
      await page.keyboard.press("ArrowDown");
      const first = await focused();
      expect(first).toMatch(/^#denial=/);
      await page.keyboard.press("j");
      const second = await focused();
      expect(second).not.toBe(first);
      const outline = "getComputedStyle(document.activeElement).outlineStyle";
      expect(await page.evaluate(outline)).toBe("solid");
      await page.keyboard.press("Enter");
      await expect.poll(focused).toBe("detail-title");
      await page.keyboard.press("Escape");
      await expect.poll(focused).toBe(second);
      await page.keyboard.press("k");
      await page.keyboard.press("ArrowUp");
      await expect.poll(focused).toBe("search");
      await page.keyboard.press("Escape");
      expect(await page.locator("#search").inputValue()).toBe("");
    });

    test("counts a repeat and shows a new one without a reload, and keeps the focus", async () => {
      const { page } = await open();
      await page.locator("#search").fill("live-update");
      await putEvent({
        errorMessage:
          'User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::live-update/app.zip" because no identity-based policy allows the s3:PutObject action',
      });
      await page.locator("#rows a").waitFor();
      await page.locator("#rows a").focus();
      await putEvent({
        errorMessage:
          'User: arn:aws:sts::210987654321:assumed-role/Deploy/build-8 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::live-update/app.zip" because no identity-based policy allows the s3:PutObject action',
      });
      await page.locator("#rows .row-meta", { hasText: "2 times" }).waitFor();
      expect(await page.locator("#rows a:focus").count()).toBe(1);
    });

    test("shows hostile names as text: nothing runs, loads, leads away or hides", async () => {
      const { page, oddities } = await open();
      await page.locator("#search").fill("deleteobject orchard");
      const [title = ""] = await titles(page);
      expect(title).toContain("<img src=x");
      expect(await page.locator("#rows a").count()).toBe(1);
      await page.locator("#rows a").click();
      await page.locator("#detail .body").waitFor();
      const text = (await page.locator("#detail").textContent()) ?? "";
      expect(text).toContain("<script>");
      expect(text).toContain("[U+202E]");
      expect(text).not.toMatch(/[\u202E\u200B]/);
      expect(await page.locator("#history :is(script, img, iframe)").count()).toBe(0);
      const links = "[...document.querySelectorAll('#history a')].map((a) => a.protocol)";
      expect(new Set(await page.evaluate<string[]>(links))).toEqual(new Set(["http:", "https:"]));
      expect(await page.evaluate('"ran" in window')).toBe(false);
      expect(oddities).toEqual([]);
    });

    test("has no accessibility problem, and enough contrast in the dark", async () => {
      const page = await newTab({ bypassCSP: true });
      onTestFinished(() => page.close());
      await open("/", page);
      // Rows are alike: the first few stand for all. Messages have a test of their own.
      const alike = ["#rows li:nth-child(n+6)", ".message"];
      const looks = [
        ["light", null],
        ["dark", ["color-contrast"]],
      ] as const;
      for (const [colorScheme, rules] of looks) {
        await page.emulateMedia({ colorScheme });
        expect(await findAccessibilityProblems(page, alike, rules)).toEqual([]);
      }
      await page.locator("#rows a").first().click();
      await page.locator("#detail .body").waitFor();
      for (const [colorScheme, rules] of looks) {
        await page.emulateMedia({ colorScheme });
        expect(await findAccessibilityProblems(page, ["#inbox", "#list"], rules)).toEqual([]);
      }
    });

    test("fits a phone: one panel at a time, and nothing wider than it", async () => {
      const { page } = await open();
      await page.setViewportSize({ width: 390, height: 844 });
      onTestFinished(() => tab.setViewportSize({ width: 1400, height: 900 }));
      const isVisible = (id: string): Promise<boolean> => page.locator(id).isVisible();
      expect([await isVisible("#inbox"), await isVisible("#history")]).toEqual([true, false]);
      await page.getByRole("link", { name: "History", exact: true }).click();
      await page.locator("#rows a").first().waitFor();
      expect([await isVisible("#inbox"), await isVisible("#history")]).toEqual([false, true]);
      const width = "document.documentElement.scrollWidth";
      expect(await page.evaluate(width)).toBe(390);
      await page.locator("#rows a").first().click();
      await page.locator("#detail .body").waitFor();
      expect(await page.evaluate(width)).toBe(390);
    });

    test("answers for one denial, and says where there is none", async () => {
      const none = await fetch(`${alerter.url}/history/denials/fp1_000000000000000000000000`);
      expect([none.status, await none.json()]).toEqual([
        404,
        { problem: "There is no such denial any more." },
      ]);
      expect((await fetch(`${alerter.url}/history/denials/%2e%2e`)).status).toBe(404);
      expect((await fetch(`${alerter.url}/history/denials`, { method: "POST" })).status).toBe(404);
      const { page } = await open("/#denial=fp1_000000000000000000000000");
      await page.getByText("There is no such denial any more.").waitFor();
    });
  },
);
