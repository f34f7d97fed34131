import { describe, expect, it } from "vitest";
import { renderEntry } from "../../../cli/show/render-entry.ts";
import { buildEntry, entryNow, type EntryOverrides } from "../../support/history-entries.ts";

const terminal = { width: 120, colour: false };
const render = (overrides: EntryOverrides): string =>
  renderEntry(buildEntry(overrides), null, terminal, entryNow);

const hostile = "ci\u202e\u001b[31m";
const sample = {
  ...{ eventId: "e-1", seconds: entryNow.getTime() / 1000, region: "eu-west-1", person: null },
  ...{ sourceIpAddress: "198.51.100.7", userAgent: hostile, sessionName: hostile },
};

describe("renderEntry()", () => {
  it.each<[string, EntryOverrides, string]>([
    ["the trend", { daysAgo: { 0: 8, 2: 1 } }, "▂▁█ the last 30 days, at most 8 a day"],
    ["when it was told", { toldCount: 3 }, "told, last told 2026-03-15 10:00:02 UTC, as number 3"],
    ["what it waits for", { status: "pending", pendingChannels: ["ops"] }, "as new, still in ops"],
    ["who hid it", { hiddenBy: "m-1", hiddenCount: 4 }, "4 of them, last by m-1"],
    ["Regions", { regions: ["eu-west-1", "us-east-1"] }, "eu-west-1, us-east-1"],
    ["more sessions than are kept", { sessions: { values: ["a"], hasMore: true } }, "a, and more"],
    ["what is broken", { damage: "x, the denial" }, "cannot be read in the table: x, the denial"],
    ["its former name", { formerFingerprint: "fp0_1" }, "fp0_1, to an earlier Denywatch"],
    ["single calls", { count: 90, samples: [sample] }, "the first and the newest known of 90"],
  ])("says %s", (_title, overrides, expected) => {
    expect(render(overrides)).toContain(expected);
  });

  it("says what was denied before", () => {
    const predecessor = {
      fingerprint: "fp1_b",
      denyType: "implicit",
      policyType: "session",
    } as const;
    expect(renderEntry(buildEntry(), predecessor, terminal, entryNow)).toContain(
      "another reason: implicit deny, session policy (fp1_b)",
    );
  });

  it("lets no text from events act on the terminal, or make a line of its own", () => {
    const values = Array.from({ length: 12 }, (_, index) => `${hostile}\n${index}`);
    const text = render({ samples: [sample], sessions: { values, hasMore: false } });
    // eslint-disable-next-line no-control-regex -- that there is none is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text).toContain("and 2 more");
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
  });
});
