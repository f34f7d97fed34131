import fc from "fast-check";
import { expect, test } from "vitest";
import type { Denial } from "../../../shared/denial/denial.ts";
import { maskDenial } from "../../../shared/redaction/mask-denial.ts";
import { advise } from "../../../shared/remediation/advise.ts";
import type { Alert, DenialAlert } from "../../../shared/slack/alert.ts";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { buildAlertMessage } from "../../../shared/slack/build-alert-message.ts";
import { buildBacklogSummary } from "../../../shared/slack/build-backlog-summary.ts";
import type { SlackMessage } from "../../../shared/slack/message.ts";
import { buildDenial } from "../../support/denials.ts";
import { buildBurstAlert, buildClosedAlert, buildSummaryAlert } from "./burst-alerts.ts";
import { busyDay } from "./digest-alerts.ts";

// Put together here, so that no scanner takes the test for a leak.
const secrets = [
  ["an access key id", ["AKIA", "QWERTYUIOPAS", "DFGH"].join("")],
  ["a secret access key", ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzzzzzzzKEY"].join("+")],
  ["a session token", `IQoJb3JpZ2luX2Vj${"A1b2/C3d4+".repeat(12)}`],
  ["a web token", ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "dozjgNryP4J3jVmNH"].join(".")],
  ["a Slack token", ["xoxb", "123456789012", "abcdef"].join("-")],
  ["a Slack webhook", "https://hooks.slack.com/services/T0000/B0000/qS3cr3tqS3cr3t"],
  ["a GitHub token", `ghp_${"a1B2".repeat(9)}`],
  ["a named password", "password=hunter2hunter2"],
] as const;

/** As the pipeline makes it of a record: the text at the end of every field that an event can fill, and then masked. */
function leaky(text: string): Denial {
  const denial = buildDenial();
  const fill = (value: unknown, field: string): unknown => {
    if (closed.has(field)) return value;
    if (typeof value === "string" || value === null) return `${value ?? ""} ${text}`;
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, key)]));
  };
  return maskDenial(fill(denial, "") as Denial);
}

/** What our own code has chosen, or made a hash of. */
const closed = new Set([
  "denyType",
  "policyType",
  "via",
  "notPolicy",
  "type",
  "client",
  "credentials",
  "severity",
  "fingerprint",
  "readOnly",
]);

function messagesOf(text: string): ReadonlyMap<string, SlackMessage> {
  const denial = leaky(text);
  const { principal } = denial;
  const facts = {
    denial,
    advice: advise(denial),
    count: 41,
    firstSeenAt: "2026-03-04T05:06:07Z",
    accountName: "production",
  };
  const denialAlerts: readonly DenialAlert[] = [
    { ...facts, kind: "new-denial" },
    { ...facts, kind: "again", quietDays: 9 },
    { ...facts, kind: "grown", toldCount: 4 },
  ];
  const denials = [{ denial, count: 1 }];
  const people = { shown: [{ name: text, occurrences: 1 }], total: 1 };
  const group = { id: text, reason: text, denials: 1, occurrences: 1, people };
  const row = {
    ...facts,
    occurrences: 3,
    firstSeenAt: facts.firstSeenAt,
    lastSeenAt: facts.firstSeenAt,
    hasStopped: false,
  };
  const only = <T>(shown: T): { shown: readonly T[]; total: number } => ({
    shown: [shown],
    total: 1,
  });
  const alerts: readonly Alert[] = [
    ...denialAlerts,
    buildBurstAlert({ principal, denials, account: text }),
    buildSummaryAlert({ principal, denials, account: text }),
    buildClosedAlert({ principal, account: text, services: [{ service: text, fingerprints: 1 }] }),
    {
      ...busyDay,
      new: only(row),
      ongoing: only(row),
      resolved: only(row),
      loudestPrincipals: only({ principal, denials: 1, occurrences: 1 }),
      hiddenByMute: only(group),
      hiddenByBenign: only(group),
      staleMutes: only({ id: text, reason: text, owner: text, idleSince: facts.firstSeenAt }),
    },
    { kind: "test", sentBy: text, sentAt: facts.firstSeenAt },
  ];
  return new Map([
    ...alerts.map((alert) => [alert.kind, buildAlertMessage(alert)] as const),
    ["backlog", buildBacklogSummary(denialAlerts).message],
  ]);
}

/** What is left of a message, however a name was cut into words or escaped. */
function readable(message: SlackMessage): string {
  return [message, asPlainText(message)]
    .map((form) => JSON.stringify(form).replaceAll(/[`ˋ]/g, "").replaceAll("＿", "_"))
    .join("\n");
}

test.each(secrets)("no message of any kind shows %s", (_, secret) => {
  const tail = secret.slice(-14);
  for (const [kind, message] of messagesOf(`made ${secret} of`)) {
    expect({ kind, shown: readable(message).includes(tail) }).toEqual({ kind, shown: false });
  }
});

test("the text that hides the secret is seen in each kind, so that its absence means something", () => {
  for (const [kind, message] of messagesOf("plainly-visible")) {
    expect({ kind, shown: readable(message).includes("plainly-visible") }).toEqual({
      kind,
      shown: true,
    });
  }
});

test("no message shows a key, whatever is around it and wherever it would be cut", () => {
  const [, [, key]] = secrets;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(" ", "\n", "'", '"', "<", "(", ":", ","),
      (before, mark) => {
        for (const message of messagesOf(`${"x ".repeat(before)}${mark}${key}${mark}`).values()) {
          expect(readable(message)).not.toContain(key.slice(0, 12));
        }
      },
    ),
    { numRuns: 25 },
  );
});
