import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { alertStatuses, type HistoryEntry } from "../../shared/history/known-denial.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { type Column, formatTable } from "../format-table.ts";
import { openTable, type TableOptions } from "../open-table.ts";

export interface HistoryOptions extends TableOptions {
  readonly status?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/** Indexes order by day: enough of a day is read to put its last ones first. */
const mostOfADay = 500;

const columns: readonly Column<HistoryEntry>[] = [
  { title: "LAST SEEN (UTC)", value: (entry) => shortTime(entry.lastSeenSeconds), grow: 0 },
  { title: "COUNT", value: ({ count }) => String(count), grow: 0 },
  { title: "STATUS", value: ({ status }) => status, grow: 0 },
  { title: "SEVERITY", value: ({ sample }) => sample.severity, grow: 0 },
  {
    title: "WHO",
    value: ({ sample }) => sample.principal.person ?? sample.principal.name,
    grow: 2,
  },
  {
    title: "ACTION",
    value: ({ sample }) => sample.action.text ?? sample.action.iamAction ?? "-",
    grow: 3,
  },
  { title: "RESOURCE", value: ({ sample }) => sample.resource.normalised ?? "-", grow: 4 },
  {
    title: "WHY",
    value: ({ sample: { reason } }) => `${reason.denyType} ${reason.policyType}`,
    grow: 2,
  },
  { title: "FINGERPRINT", value: ({ fingerprint }) => fingerprint.slice(0, 12), grow: 0 },
];

/** `denywatch history`: the denials of one status or of all, last seen first. */
export async function history(options: HistoryOptions): Promise<number> {
  const limit = Number(options.limit ?? 50);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UsageError(`--limit takes a whole number from 1, not "${options.limit ?? ""}"`);
  }
  const statuses = alertStatuses.filter(
    (s) => options.status === undefined || s === options.status,
  );
  if (statuses.length === 0) {
    throw new UsageError(
      `--status takes ${alertStatuses.join(", ")}, not "${options.status ?? ""}"`,
    );
  }
  const table = await openTable(options);
  try {
    const client = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const found = await Promise.all(
      statuses.map((status) => client.listByStatus(status, { limit: Math.max(limit, mostOfADay) })),
    );
    print(latestFirst(found.flat()).slice(0, limit), options);
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

/** The history as a table of lines, for a terminal `width` characters wide. */
export function formatHistory(entries: readonly HistoryEntry[], width: number): readonly string[] {
  return formatTable(latestFirst(entries), columns, width);
}

function latestFirst(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toSorted((a, b) => b.lastSeenSeconds - a.lastSeenSeconds);
}

function print(entries: readonly HistoryEntry[], { json }: HistoryOptions): void {
  if (json === true) {
    for (const entry of entries) console.log(JSON.stringify(asJson(entry)));
  } else if (entries.length === 0) {
    console.log("No denials yet.");
  } else {
    for (const line of formatHistory(entries, process.stdout.columns || 160)) console.log(line);
  }
}

function asJson({ countByHour, countByDay, sample, ...entry }: HistoryEntry): unknown {
  return {
    ...entry,
    firstSeen: isoTime(entry.firstSeenSeconds),
    lastSeen: isoTime(entry.lastSeenSeconds),
    countByHour: Object.fromEntries([...countByHour].map(([h, n]) => [isoTime(h * 3600), n])),
    countByDay: Object.fromEntries(
      [...countByDay].map(([d, n]) => [isoTime(d * 86_400).slice(0, 10), n]),
    ),
    sample,
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function shortTime(seconds: number): string {
  return isoTime(seconds).slice(0, 16).replace("T", " ");
}
