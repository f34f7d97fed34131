import { expect, test } from "vitest";
import {
  buildBacklogSummary,
  mostBacklogAlerts,
} from "../../../shared/slack/build-backlog-summary.ts";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";
import { buildAlert } from "./denial-alerts.ts";

test("buildBacklogSummary() names each denial by one entry, the most severe first", () => {
  const info = buildAlert({ denial: { severity: "info", fingerprint: "fp1_aaaaaaaaaaaaffff" } });
  const critical = buildAlert({
    denial: { severity: "critical", fingerprint: "fp1_bbbbbbbbbbbbffff" },
    advice: { title: "root may not iam:CreateUser: an SCP forbids it" },
    accountName: "production",
    count: 7,
  });
  const { message, named } = buildBacklogSummary([info, critical]);
  expect(named).toEqual([critical, info]);
  expect(message.text).toBe("2 alerts waited to be told. By severity: 1 critical, 1 info.");
  const lines = asPlainText(message).text.split("\n");
  expect(lines[2]).toBe("🔴 *Critical:* root may not `iam:CreateUser`: an SCP forbids it");
  expect(lines[3]?.trim()).toBe(
    "*production* (`210987654321`) · 2026-03-04 05:06 UTC · 7 times · `fp1_bbbbbbbbbbbb`",
  );
  expect(validateSlackMessage(message)).toEqual([]);
});

test("buildBacklogSummary() returns exactly those that it names, and says how many follow", () => {
  const alerts = Array.from({ length: mostBacklogAlerts + 30 }, (_, index) =>
    buildAlert({ denial: { fingerprint: `fp1_${String(index).padStart(12, "0")}` } }),
  );
  const { message, named } = buildBacklogSummary(alerts);
  const text = asPlainText(message).text;
  expect(named).toHaveLength(mostBacklogAlerts);
  for (const { denial } of named) expect(text).toContain(denial.fingerprint);
  expect(text).toContain("30 further ones will follow.");
  expect(validateSlackMessage(message)).toEqual([]);
});

test("buildBacklogSummary() names fewer where they are long, and never one that the message without blocks drops", () => {
  const alerts = Array.from({ length: mostBacklogAlerts }, (_, index) =>
    buildAlert({
      denial: { fingerprint: `fp1_${String(index).padStart(12, "0")}` },
      advice: { title: "may not ".repeat(100) },
      accountName: "&".repeat(100),
    }),
  );
  const { message, named } = buildBacklogSummary(alerts);
  const text = asPlainText(message).text;
  expect(named.length).toBeLessThan(mostBacklogAlerts);
  for (const { denial } of named) expect(text).toContain(denial.fingerprint);
  expect(text).toContain(`${alerts.length - named.length} further ones will follow.`);
  expect(validateSlackMessage(message)).toEqual([]);
});
