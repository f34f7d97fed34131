import { readRecord } from "../../../shared/cloudtrail/read-record.ts";
import { explainRecord } from "../../../shared/denial/explain-record.ts";
import { advise } from "../../../shared/remediation/advise.ts";
import type { NewDenialAlert } from "../../../shared/slack/alert.ts";
import { buildAlertMessage } from "../../../shared/slack/build-alert-message.ts";
import { buildBacklogSummary } from "../../../shared/slack/build-backlog-summary.ts";
import type { SlackMessage } from "../../../shared/slack/message.ts";
import { buildSampleEvents } from "../../../local/sample-denials.ts";
import { buildRecord } from "../../support/events.ts";
import {
  buildBurstAlert,
  buildClosedAlert,
  buildSummaryAlert,
  enumeration,
} from "../../shared/slack/burst-alerts.ts";
import { busyDay } from "../../shared/slack/digest-alerts.ts";

/** The messages that one picture holds: one of each kind. */
export const kinds: readonly string[] = [
  "no-identity-based-policy-allows-it-a-github-action",
  "an-scp-denies-a-region-with-the-policy-s-arn-and-e",
  "hostile",
  "again",
  "grown",
  "burst",
  "burst-probing",
  "burst-summary",
  "burst-closed",
  "digest",
  "backlog",
  "test",
];

/** A message of every kind and situation by name: each of the sample denials, and what it may become. */
export function buildPictureMessages(): ReadonlyMap<string, SlackMessage> {
  const denials = sampleAlerts();
  const [[, first] = []] = denials;
  if (first === undefined) throw new Error("there are no samples");
  const firstSeenAt = "2026-01-02T03:04:05Z";
  const reconnaissance = { services: 14, readShare: 0.9167, callsEach: 1.14 };
  return new Map([
    ...denials.map(([name, alert]) => [name, buildAlertMessage(alert)] as const),
    ["hostile", buildAlertMessage(alertOf(hostileRecord()))],
    ["long", buildAlertMessage(alertOf(longRecord()))],
    ["again", buildAlertMessage({ ...first, kind: "again", count: 41, firstSeenAt, quietDays: 9 })],
    [
      "grown",
      buildAlertMessage({ ...first, kind: "grown", count: 1000, firstSeenAt, toldCount: 100 }),
    ],
    ["burst", buildAlertMessage(buildBurstAlert({ accountName: "production" }))],
    [
      "burst-probing",
      buildAlertMessage(buildBurstAlert({ denials: enumeration, total: 23, reconnaissance })),
    ],
    ["burst-summary", buildAlertMessage(buildSummaryAlert({ accountName: "production" }))],
    ["burst-closed", buildAlertMessage(buildClosedAlert({ accountName: "production" }))],
    ["digest", buildAlertMessage(busyDay)],
    ["backlog", buildBacklogSummary(denials.slice(0, 9).map(([, alert]) => alert)).message],
    [
      "test",
      buildAlertMessage({
        kind: "test",
        sentBy: "denywatch doctor",
        sentAt: "2026-03-04T05:06:07Z",
      }),
    ],
  ]);
}

function sampleAlerts(): readonly (readonly [string, NewDenialAlert])[] {
  let ids = 0;
  const createId = (): string => `0f6c2a34-7d1e-4b58-9c03-${String((ids += 1)).padStart(12, "0")}`;
  return buildSampleEvents(new Date("2026-03-04T05:06:07Z"), createId)
    .filter(({ kind }) => kind === "denial")
    .map(({ title, record }) => [nameOf(title), alertOf(record)]);
}

function alertOf(record: unknown): NewDenialAlert {
  const reading = readRecord(record);
  if (reading.kind !== "record") throw new Error("no CloudTrail record");
  const denial = explainRecord(reading.record);
  return {
    kind: "new-denial",
    denial,
    advice: advise(denial),
    count: 1,
    firstSeenAt: denial.occurredAt,
    accountName: "production",
  };
}

/** A file's name. */
function nameOf(title: string): string {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return name.slice(0, 50).replace(/^-|-$/g, "");
}

const hostileName = "<!channel> *free* `rm -rf` :tada: \u202Egpj.exe\u200B https://evil.example/x";

function hostileRecord(): unknown {
  return buildRecord({
    eventID: "0f6c2a34-7d1e-4b58-9c03-aaaaaaaaaaaa",
    userIdentity: { type: "IAMUser", arn: `arn:aws:iam::210987654321:user/${hostileName}` },
    userAgent: `<script>alert(1)</script> ${hostileName}`,
    errorMessage: `User: arn:aws:iam::210987654321:user/${hostileName} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts/${hostileName}" because no identity-based policy allows the s3:PutObject action`,
  });
}

function longRecord(): unknown {
  const role = `platform-${"continuous-delivery-".repeat(3)}prod`.slice(0, 64);
  const session = "github-actions-run-18446744073709551615-attempt-2".padEnd(64, "x");
  const key = `releases/${"very-long-folder-name/".repeat(20)}app.zip`;
  const arn = `arn:aws:sts::210987654321:assumed-role/${role}/${session}`;
  return buildRecord({
    eventID: "0f6c2a34-7d1e-4b58-9c03-bbbbbbbbbbbb",
    userIdentity: {
      type: "AssumedRole",
      arn,
      accountId: "210987654321",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          arn: `arn:aws:iam::210987654321:role/${"path/".repeat(8)}${role}`,
          accountId: "210987654321",
          userName: role,
        },
      },
    },
    errorMessage: `User: ${arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts-eu-west-1-210987654321/${key}" because no identity-based policy allows the s3:PutObject action`,
  });
}
