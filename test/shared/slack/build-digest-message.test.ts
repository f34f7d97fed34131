import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyTypes } from "../../../shared/denial/reason.ts";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { buildAlertMessage } from "../../../shared/slack/build-alert-message.ts";
import { buildDigestMessage } from "../../../shared/slack/build-digest-message.ts";
import type { DigestAlert } from "../../../shared/slack/alert.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";
import { anyDenial, textOrNull } from "./any-denial.ts";
import { bounded, buildDigestAlert, buildRow, busyDay } from "./digest-alerts.ts";
import { expectHarmless } from "./expect-harmless.ts";
import { hostileText } from "./hostile-text.ts";

/** What a person reads, top to bottom. */
function read(alert: DigestAlert): string {
  const message = buildAlertMessage(alert);
  expect(validateSlackMessage(message)).toEqual([]);
  return asPlainText(message).text;
}

describe("buildDigestMessage()", () => {
  test("says what the day was like, part by part", () => {
    expect(read(busyDay).split("\n")).toEqual([
      "*📊 Daily digest: 12 new denials, 1 still happening, 1 stopped*",
      "*2026-03-03:* Denied 1,204 times, 30 % more than the day before.",
      "`▁▁▁▁▂▄█▅▄▃▂▄▅▇` 14 days, most on 2026-02-24: 1,500",
      "*🆕 New: 12*",
      "🔴 *Critical:* `Deploy` may not `s3:PutObject` on `orchard-artifacts/*`: no identity-based policy allows it",
      "      4 times · production · `fp1_4c1f0d9be2a7`",
      "🟠 *Warning:* `ada@orchard.example` may not `ec2:RunInstances`: an SCP forbids it",
      "      1 time · 210987654321 · `fp1_4c1f0d9be2a7`",
      "and 10 more",
      "*🔁 Still happening: 1*",
      "🟠 *Warning:* `Deploy` may not `s3:PutObject` on `orchard-artifacts/*`: no identity-based policy allows it",
      "      1,199 times · since 2026-02-11 · 210987654321 · `fp1_4c1f0d9be2a7`",
      "*✅ Stopped: 1*",
      "🔵 *Info:* `Deploy` may not `s3:PutObject` on `orchard-artifacts/*`: no identity-based policy allows it",
      "      77 times · last seen 2026-02-25 · 210987654321 · `fp1_4c1f0d9be2a7`",
      "*Loudest: 2*",
      "• `Deploy`: 1,203 times (2 denials)",
      "• `ada@orchard.example`: 1 time (1 denial)",
      "*By policy: 4*",
      "• identity-based policy, implicit deny: 1,203 times (2 denials)",
      "• service control policy (SCP), explicit deny: 1 time (1 denial)",
      "• session policy: 1 time (1 denial)",
      "• AWS named no policy: 1 time (1 denial)",
      "*Kept quiet by mutes: 2*",
      "• `scanner`, weekly scan by the security team: 9,000 times (40 denials)",
      "• `gone`, no longer in force: 2 times (1 denial)",
      "*Kept quiet as benign: 1*",
      "• `console-navigation`, The console's frame: 288 times (3 denials), of `kim@orchard.example` (280) and 2 more",
      "*Mutes that hide nothing any more: 1*",
      "• `old-pipeline`, moved next month, team orchard: nothing since 2026-01-02",
      "A mute that is not needed: `denywatch unmute ID`, or out of the config file. One denial in full: `denywatch show ID`",
    ]);
  });

  test("notifies in a sentence", () => {
    expect(buildDigestMessage(busyDay).text).toBe(
      "Daily digest: 12 new denials, 1 still happening, 1 stopped. Loudest: Deploy, 1,203 times.",
    );
    expect(buildDigestMessage(buildDigestAlert()).text).toBe("Daily digest: no denials.");
  });

  test("of a quiet day is three lines", () => {
    expect(read(buildDigestAlert()).split("\n")).toEqual([
      "*📊 Daily digest: no denials*",
      "*2026-03-03:* Denied 0 times, as many as the day before.",
      "One denial in full: `denywatch show ID`",
    ]);
  });

  test("says the days of a week", () => {
    const text = read(
      buildDigestAlert({
        period: "weekly",
        from: "2026-02-25T00:00:00.000Z",
        new: bounded([buildRow({ hasStopped: true, lastSeenAt: "2026-02-26T10:00:00Z" })]),
      }),
    );
    expect(text).toContain("Weekly digest: 1 new denial, 0 still happening, 0 stopped");
    expect(text).toContain(
      "*2026-02-25 to 2026-03-03:* Denied 0 times, as many as the week before",
    );
    expect(text).toContain("310 times · stopped, last seen 2026-02-26 · ");
  });

  test.each([
    ["daily", "2026-03-01", "Digest of 3 days: ", "the 3 days before"],
    ["weekly", "2026-03-03", "Digest of 1 day: ", "the day before"],
    ["weekly", "2026-02-18", "Digest of 14 days: ", "the 14 days before"],
  ] as const)("a %s one since %s says how many days it is of", (period, from, title, before) => {
    const text = read(buildDigestAlert({ period, from: `${from}T00:00:00.000Z` }));
    expect(text).toContain(title);
    expect(text).toContain(before);
  });

  test("says that it did not see all, and compares nothing then", () => {
    const text = read(
      buildDigestAlert({
        occurrences: 12,
        new: bounded([buildRow()], 2000),
        ongoing: bounded([], 1000),
        isComplete: false,
      }),
    );
    expect(text).toContain(
      "Daily digest: at least 2,000 new denials, 1,000 still happening, 0 stopped",
    );
    expect(text).toContain("*2026-03-03:* Denied at least 12 times.\n");
    expect(text).toContain(
      "There was more than could be looked at: the numbers are at least these.",
    );
  });

  test.each([
    [10, 0, "Denied 10 times, never the day before."],
    [0, 10, "100 % fewer than the day before"],
    [75, 100, "25 % fewer than the day before"],
    [100, 100, "as many as the day before"],
    [1001, 1000, "about as many as the day before"],
    [250, 100, "2.5 times as many as the day before"],
  ])("compares %i times with %i before", (occurrences, occurrencesBefore, expected) => {
    expect(read(buildDigestAlert({ occurrences, occurrencesBefore }))).toContain(expected);
  });

  test("says how many more there are where the rows do not fit", () => {
    const rows = Array.from({ length: 40 }, () =>
      buildRow({ denial: { resource: { normalised: "&".repeat(500) } }, accountName: "a b" }),
    );
    const text = read(buildDigestAlert({ new: bounded(rows, 100) }));
    const shown = text.split("*Warning:*").length - 1;
    expect(shown).toBeGreaterThan(5);
    expect(text).toContain(`and ${100 - shown} more`);
  });

  test("of any events is valid, and nothing of them lives in it", () => {
    const anyTime = fc.oneof(hostileText, fc.constant("2026-03-04T05:06:07Z"));
    const listOf = <T>(items: fc.Arbitrary<T>) =>
      fc.record({ shown: fc.array(items, { maxLength: 6 }), total: fc.nat() });
    const counts = { denials: fc.nat(), occurrences: fc.nat() };
    const rows = listOf(
      fc.record({
        denial: anyDenial,
        accountName: textOrNull,
        occurrences: fc.nat(),
        firstSeenAt: anyTime,
        lastSeenAt: anyTime,
        hasStopped: fc.boolean(),
      }),
    );
    const people = listOf(fc.record({ name: hostileText, occurrences: fc.nat() }));
    const hidden = listOf(fc.record({ id: hostileText, reason: textOrNull, people, ...counts }));
    const digest: fc.Arbitrary<DigestAlert> = fc.record({
      kind: fc.constant("digest" as const),
      period: fc.constantFrom("daily" as const, "weekly" as const),
      from: anyTime,
      to: anyTime,
      occurrences: fc.nat(),
      occurrencesBefore: fc.nat(),
      new: rows,
      ongoing: rows,
      resolved: rows,
      loudestPrincipals: listOf(
        fc.record({ principal: anyDenial.map(({ principal }) => principal), ...counts }),
      ),
      byPolicyType: listOf(
        fc.record({
          policyType: fc.constantFrom(...policyTypes),
          denyType: fc.constantFrom("explicit" as const, "implicit" as const),
          ...counts,
        }),
      ),
      trend: fc.array(fc.nat(), { maxLength: 14 }),
      hiddenByMute: hidden,
      hiddenByBenign: hidden,
      staleMutes: listOf(
        fc.record({ id: hostileText, reason: hostileText, owner: textOrNull, idleSince: anyTime }),
      ),
      isComplete: fc.boolean(),
    });
    fc.assert(
      fc.property(digest, (alert) => {
        expectHarmless(buildDigestMessage(alert));
      }),
      { numRuns: 60 },
    );
  });
});
