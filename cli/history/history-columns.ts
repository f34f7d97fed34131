import { type AccountNames, nameOfAccount } from "../../shared/config/account-names.ts";
import { parseArn } from "../../shared/iam/parse-arn.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { sparkline } from "../../shared/slack/digest/sparkline.ts";
import type { Column } from "../format-table.ts";

const trendDays = 14;
const severityStyles = { critical: "red", warning: "yellow", info: "blue" } as const;

/** What `--columns` can name, in the order of the docs. `trend` ends with the day of `now`. */
export function historyColumns(
  now: Date,
  accountNames: AccountNames,
): Readonly<Record<string, Column<HistoryEntry>>> {
  const today = Math.floor(now.getTime() / 86_400_000);
  return {
    "last-seen": {
      title: "LAST SEEN (UTC)",
      value: ({ lastSeenSeconds }) => shortTime(lastSeenSeconds),
      grow: 0,
    },
    "first-seen": {
      title: "FIRST SEEN (UTC)",
      value: ({ firstSeenSeconds }) => shortTime(firstSeenSeconds),
      grow: 0,
    },
    ago: {
      title: "AGO",
      value: ({ lastSeenSeconds }) => sayAgo(now.getTime() / 1000 - lastSeenSeconds),
      grow: 0,
      align: "right",
    },
    count: { title: "COUNT", value: ({ count }) => String(count), grow: 0, align: "right" },
    trend: {
      title: "LAST 14 DAYS",
      value: ({ countByDay }) =>
        sparkline(
          Array.from(
            { length: trendDays },
            (_, i) => countByDay.get(today - trendDays + 1 + i) ?? 0,
          ),
        ),
      grow: 0,
    },
    status: { title: "STATUS", value: ({ status }) => status, grow: 0 },
    severity: {
      title: "SEVERITY",
      value: ({ sample }) => sample.severity,
      grow: 0,
      style: ({ sample }) => severityStyles[sample.severity],
    },
    who: text("WHO", 3, ({ principal }) => principal.person ?? principal.name),
    principal: text("PRINCIPAL", 4, ({ principal }) => principal.key, "middle"),
    account: { title: "ACCOUNT", value: ({ sample }) => sample.account ?? "-", grow: 0 },
    "account-name": text(
      "ACCOUNT",
      3,
      ({ account }) => nameOfAccount(accountNames, account) ?? account,
    ),
    region: { title: "REGION", value: ({ sample }) => sample.region ?? "-", grow: 0 },
    action: text("ACTION", 4, ({ action }) => action.text ?? action.iamAction),
    // Without what is the same for most: there is little room.
    on: text(
      "ON",
      3,
      ({ resource: { normalised } }) => parseArn(normalised ?? "")?.resource ?? normalised,
      "middle",
    ),
    resource: text("RESOURCE", 4, ({ resource }) => resource.normalised, "middle"),
    why: text("WHY", 4, ({ reason }) => `${reason.denyType} ${reason.via ?? reason.policyType}`),
    policy: text("POLICY", 4, ({ reason }) => reason.policyArn, "middle"),
    "hidden-by": { title: "HIDDEN BY", value: ({ hiddenBy }) => hiddenBy ?? "-", grow: 1 },
    fingerprint: {
      title: "FINGERPRINT",
      value: ({ fingerprint }) => fingerprint.slice(0, 12),
      grow: 0,
    },
    time: { title: "Time", value: ({ sample }) => sample.occurredAt, grow: 0 },
    "identity-arn": text("Identity ARN", 4, ({ principal }) => principal.text, "middle"),
    "event-id": { title: "Event ID", value: ({ sample }) => sample.eventId, grow: 1 },
    "event-source": text("Service", 2, ({ eventSource }) => eventSource),
    "event-name": text("Action", 2, ({ eventName }) => eventName),
    error: text("Error", 2, ({ errorCode }) => errorCode),
    message: text("Message", 6, ({ errorMessage }) => errorMessage),
  };
}

/** Names for lists of columns. `athena` is the seven columns of AWS's article on finding denials with Athena. */
export const columnPresets: Readonly<Record<string, readonly string[]>> = {
  narrow: ["ago", "count", "severity", "who", "action", "on", "fingerprint"],
  medium: ["ago", "count", "severity", "who", "action", "on", "why", "fingerprint"],
  normal: [
    ...["last-seen", "count", "trend", "status", "severity", "account-name", "who", "action"],
    ...["on", "why", "fingerprint"],
  ],
  wide: [
    ...["last-seen", "first-seen", "count", "trend", "status", "severity", "who", "account"],
    ...["account-name", "region", "action", "resource", "why", "policy", "fingerprint"],
  ],
  athena: [
    ...["time", "identity-arn", "event-id", "event-source", "event-name", "error", "message"],
  ],
};

function text(
  title: string,
  grow: number,
  read: (sample: HistoryEntry["sample"]) => string | null,
  cut?: "middle",
): Column<HistoryEntry> {
  return {
    title,
    grow,
    value: ({ sample }) => read(sample) ?? "-",
    ...(cut === undefined ? {} : { cut }),
  };
}

function shortTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

/** "5m", "3h", "12d": in the largest unit that is at least one. */
function sayAgo(seconds: number): string {
  if (seconds < 3600) return `${Math.max(0, Math.floor(seconds / 60))}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
