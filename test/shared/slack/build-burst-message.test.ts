import { describe, expect, test } from "vitest";
import type { Alert } from "../../../shared/slack/alert.ts";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { buildAlertMessage } from "../../../shared/slack/build-alert-message.ts";
import {
  buildBurstSummary,
  mostSummaryDenials,
} from "../../../shared/slack/build-burst-summary.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";
import {
  brokenDeployment,
  buildBurstAlert,
  buildBurstDenial,
  buildClosedAlert,
  buildSummaryAlert,
  enumeration,
} from "./burst-alerts.ts";

const reconnaissance = { services: 14, readShare: 0.9167, callsEach: 1.14 };

/** What a person reads, top to bottom. */
function read(alert: Alert): string {
  const message = buildAlertMessage(alert);
  expect(validateSlackMessage(message)).toEqual([]);
  expect(validateSlackMessage(asPlainText(message))).toEqual([]);
  return asPlainText(message).text;
}

describe("buildBurstMessage()", () => {
  test("says who, how much, why it matters and what to do in its first lines", () => {
    expect(
      read(buildBurstAlert({ accountName: "production" }))
        .split("\n")
        .slice(0, 5),
    ).toEqual([
      "*🟠 Warning in production: Deploy had 8 new denials in 2 minutes: no identity-based policy allows it*",
      "*Why it matters:* So many at once mostly have one cause: a deployment without its permissions, or a policy that was just changed. All that is known of it says: no identity-based policy allows it.",
      "*Next* (an administrator of the account):",
      "1. Ask what `Deploy` began to do around 2026-03-04 05:06 UTC: a deployment, a new version, a changed policy.",
      "2. Mend the first denial below and try again: the others often go with it.",
    ]);
  });

  test("of an enumeration gives the evidence in numbers, and what to do about stolen credentials", () => {
    const text = read(buildBurstAlert({ denials: enumeration, total: 23, reconnaissance }));
    expect(text.split("\n").slice(0, 6)).toEqual([
      "*🟠 Warning: Deploy may be probing its permissions, 23 new denials in 2 minutes*",
      "*Why it matters:* 14 services, 92 % reads, 1.1 calls each. This is how somebody looks who tries out what stolen credentials may do; so does a security scanner or an inventory tool.",
      "*Next* (the security team):",
      "1. Ask the owner of `Deploy` whether this is theirs.",
      "2. If nobody says yes, treat its credentials as stolen: revoke the role's active sessions, and find where they came from.",
      "3. Look in CloudTrail at what succeeded: only refusals are told here.",
    ]);
    expect(text).toContain(
      "15 earlier denials, then:\n🔵 *Info:* `s3:ListAllMyBuckets` · `fp1_000000000000`",
    );
  });

  test("notifies in a sentence, with the evidence and the account", () => {
    expect(buildAlertMessage(buildBurstAlert()).text).toBe(
      "Warning: Deploy had 8 new denials in 2 minutes: no identity-based policy allows it. Account 210987654321.",
    );
    expect(buildAlertMessage(buildBurstAlert({ reconnaissance })).text).toBe(
      "Critical: Deploy may be probing its permissions, 8 new denials in 2 minutes. " +
        "14 services, 92 % reads, 1.1 calls each. Account 210987654321.",
    );
  });

  test.each([
    ["info", null, "🔵 Info"],
    ["info", reconnaissance, "🟠 Warning"],
    ["warning", null, "🟠 Warning"],
    ["warning", reconnaissance, "🔴 Critical"],
    ["critical", reconnaissance, "🔴 Critical"],
  ] as const)(
    "is as severe as its worst denial (%s), or one more (%o)",
    (severity, found, expected) => {
      const denials = [
        buildBurstDenial(1, { severity: "info" }),
        buildBurstDenial(2, { severity }),
      ];
      expect(read(buildBurstAlert({ denials, reconnaissance: found }))).toMatch(
        new RegExp(`^\\*${expected}: `, "u"),
      );
    },
  );

  test.each([
    ["IAMUser", "deactivate its access keys"],
    ["AssumedRole", "revoke the role's active sessions"],
    ["Root", "change the root password"],
    ["AWSAccount", "take them away"],
  ] as const)("says what to do about the credentials of %s", (type, expected) => {
    const { principal } = buildBurstAlert();
    expect(read(buildBurstAlert({ principal: { ...principal, type }, reconnaissance }))).toContain(
      expected,
    );
  });

  test.each([
    ["service-control", "the organization's administrator"],
    ["vpc-endpoint", "the owner of the VPC endpoint"],
    ["resource-based", "the owner of the resource"],
    ["identity-based", "an administrator of the account"],
  ] as const)("sends a burst that is due to %s to who can mend it", (policyType, expected) => {
    const reason = { denyType: "explicit", policyType } as const;
    const denials = [1, 2, 3].map((n) => buildBurstDenial(n, { reason }));
    expect(read(buildBurstAlert({ denials }))).toContain(`*Next* (${expected}):`);
  });

  test("says a reason once where all share it, else beside each", () => {
    const other = buildBurstDenial(
      9,
      { reason: { denyType: "explicit", policyType: "service-control" } },
      12,
    );
    const text = read(buildBurstAlert({ denials: [...brokenDeployment, other] }));
    expect(text).toContain("8 of the 9 known so far say: no identity-based policy allows it.");
    expect(text).toContain("`ec2:RunInstances` on `orchard-2`: no identity-based policy allows it");
    expect(text).toContain(
      "`s3:PutObject` on `orchard-artifacts/*`: an SCP forbids it · 12 times · `fp1_000000000009`",
    );
  });

  test("names several persons of a shared role, and all places they called from", () => {
    const denials = ["ada", "bo", "cy", "di"].map((person, n) =>
      buildBurstDenial(n, {
        principal: { person, sessionName: person },
        sourceIpAddress: `198.51.100.${n}`,
        region: n > 1 ? "us-east-1" : "eu-west-1",
      }),
    );
    const text = read(buildBurstAlert({ denials }));
    expect(text).toContain("role/Deploy`\n4 persons: `ada`, `bo`, `cy` and 1 more");
    expect(text).not.toContain("session `build-42`");
    expect(text).toContain("`eu-west-1`, `us-east-1`");
    expect(text).toContain("`198.51.100.0`, `198.51.100.1`, `198.51.100.2`, `198.51.100.3`");
  });

  test("names the newest 30, whatever there is", () => {
    const denials = Array.from({ length: 50 }, (_, n) => buildBurstDenial(n));
    const text = read(buildBurstAlert({ denials }));
    expect(text).toContain("20 earlier denials, then:");
    expect(text).not.toContain("fp1_000000000019");
    for (let n = 20; n < 50; n++) expect(text).toContain(`fp1_0000000000${n}`);
  });

  test("offers to quiet all of the principal for a day, and no unknown one", () => {
    const command =
      'denywatch mute --principal arn:aws:iam::210987654321:role/Deploy --reason "known, reviewed in Slack" --for 1d';
    expect(read(buildBurstAlert())).toContain(
      `*Expected? Quiet all of it for a day:*\n\`\`\`${command}\`\`\``,
    );
    expect(read(buildBurstAlert({ reconnaissance }))).toContain("*Handled? Quiet all of it");
    const unknown = { ...buildBurstAlert().principal, key: "unknown" };
    expect(read(buildBurstAlert({ principal: unknown }))).not.toContain("denywatch mute");
  });
});

describe("buildBurstSummary()", () => {
  test("says what is new since the last message, and when the next one comes", () => {
    const alert = buildSummaryAlert({ accountName: "production" });
    const lines = read(alert).split("\n");
    expect(lines.slice(0, 6)).toEqual([
      "*🟠 Warning in production, still going on: Deploy had 14 new denials in 2 minutes: no identity-based policy allows it*",
      "*8 since the last message* (8 warning) in *production* (`210987654321`).",
      "*Why:* all of them say: no identity-based policy allows it.",
      "*Services:* `s3` (4), `ec2` (4)",
      "*Next:* stop or mend what is behind it; the burst's first message says how.",
      "🟠 *Warning:* `s3:PutObject` on `orchard-0` · `fp1_000000000000`",
    ]);
    expect(lines.at(-1)).toBe(
      "The next summary comes at 2026-03-04 05:12 UTC or later. One denial in full: `denywatch show ID`",
    );
    expect(buildBurstSummary(alert).message.text).toBe(
      "Warning in production, still going on: Deploy had 14 new denials in 2 minutes: no identity-based policy allows it, 8 since the last message. Account 210987654321.",
    );
  });

  test("keeps saying that it looks like probing", () => {
    expect(read(buildSummaryAlert({ denials: enumeration, reconnaissance }))).toContain(
      "*Looks like probing:* 14 services, 92 % reads, 1.1 calls each.\n*Next:* if nobody has said that this is theirs, treat the credentials as stolen.",
    );
  });

  test("returns exactly those that it names, the most severe first", () => {
    const denials = Array.from({ length: mostSummaryDenials + 30 }, (_, n) =>
      buildBurstDenial(n, { severity: n === 120 ? "critical" : "info" }),
    );
    const alert = buildSummaryAlert({ denials });
    const { message, named } = buildBurstSummary(alert);
    const text = asPlainText(message).text;
    expect(named).toHaveLength(mostSummaryDenials);
    expect(named[0]).toBe(denials[120]);
    for (const { denial } of denials) {
      const isNamed = named.some((one) => one.denial === denial);
      expect(text.includes(denial.fingerprint.slice(0, 16))).toBe(isNamed);
    }
    expect(text).toContain("30 further ones will follow.");
    expect(validateSlackMessage(message)).toEqual([]);
  });

  test("names fewer where their names are long, and never one that the message without blocks drops", () => {
    const long = "&".repeat(900);
    const denials = Array.from({ length: mostSummaryDenials }, (_, n) =>
      buildBurstDenial(n, {
        action: { iamAction: `s3:${long}`, text: null },
        resource: { normalised: long },
        reason: n % 2 === 0 ? {} : { policyType: "unknown" },
      }),
    );
    const { message, named } = buildBurstSummary(buildSummaryAlert({ denials }));
    expect(named.length).toBeGreaterThan(40);
    expect(named.length).toBeLessThan(mostSummaryDenials);
    const text = asPlainText(message).text;
    for (const { denial } of named) expect(text).toContain(denial.fingerprint.slice(0, 16));
    expect(validateSlackMessage(message)).toEqual([]);
  });
});

describe("buildBurstClosed()", () => {
  test("says how much it was, and that it is over but not mended", () => {
    const alert = buildClosedAlert({ accountName: "production" });
    const text = read(alert);
    expect(text.split("\n").slice(0, 2)).toEqual([
      "*🏁 Burst over in production: Deploy had 132 new denials in 40 minutes*",
      "Nothing new came for a while, so whatever comes next is told one by one again. That it stopped does not mean that it is mended: what was told still stands.",
    ]);
    expect(text).toContain("*When*\n2026-03-04 05:06 UTC to 2026-03-04 05:46 UTC");
    expect(text).toContain("*Services*\n`s3` (80), `ec2` (51), `kms`");
    expect(buildAlertMessage(alert).text).toBe(
      "Burst over in production: Deploy had 132 new denials in 40 minutes, of 3 services. Account 210987654321.",
    );
  });

  test.each([
    ["2026-03-04T05:06:40Z", "within a minute"],
    ["2026-03-04T05:07:30Z", "in 90 seconds"],
    ["2026-03-04T09:06:00Z", "in 4 hours"],
    ["2026-03-09T05:06:00Z", "in 5 days"],
    ["no time", "within a minute"],
  ])("says how long it took: until %s %s", (until, expected) => {
    expect(read(buildClosedAlert({ until }))).toContain(`132 new denials ${expected}*`);
  });

  test("lists the first services of many", () => {
    const services = Array.from({ length: 11 }, (_, n) => ({ service: `s${n}`, fingerprints: 2 }));
    expect(read(buildClosedAlert({ services }))).toContain("`s7` (2) and 3 more");
  });
});
