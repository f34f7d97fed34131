import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { alertStatuses } from "../../shared/history/known-denial.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { formatCsvRow } from "../format-csv.ts";
import { type Column, formatTable } from "../format-table.ts";
import { findEntries } from "../history/find-entries.ts";
import { jsonLine } from "../json-line.ts";
import { describeConditions } from "../mutes/describe-conditions.ts";
import { findMuteUses, type MuteInUse } from "../mutes/find-mute-uses.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { readSettings } from "../read-settings.ts";
import { readTerminal } from "../terminal.ts";

export interface MutesOptions extends TableOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** So many denials of each status are looked at for a mute's use, last seen first. */
const mostLookedAt = 1000;

const columns: readonly Column<MuteInUse>[] = [
  { title: "ID", value: ({ mute }) => mute.id, grow: 0 },
  { title: "UNTIL", value: sayUntil, grow: 0 },
  { title: "HID CALLS", value: (use) => String(use.occurrences), grow: 0, align: "right" },
  { title: "DENIALS", value: (use) => String(use.denials), grow: 0, align: "right" },
  { title: "LAST HID (UTC)", value: sayLastHid, grow: 0 },
  { title: "BY", value: ({ author }) => author ?? "config", grow: 1 },
  { title: "WHAT", value: ({ mute }) => describeConditions(mute), grow: 4 },
  { title: "REASON", value: ({ mute }) => mute.reason, grow: 3 },
];

/** `denywatch mutes`: the mutes of the table and of the config in force, with what each hid. */
export async function mutes(options: MutesOptions): Promise<number> {
  const now = new Date();
  if (options.json === true && options.csv === true) {
    throw new UsageError("--json and --csv exclude each other: give one of them");
  }
  const table = await openTable(options);
  try {
    const client = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const [{ mutes: timed, unreadable }, { config, mutesSince }, { entries, isComplete }] =
      await Promise.all([
        createMuteClient(table.dynamoDb, table.tableName, () => now).read(),
        readSettings(table, now),
        findEntries(client, { statuses: alertStatuses }, mostLookedAt),
      ]);
    print(findMuteUses(timed, { mutes: config.mutes, mutesSince }, entries, now), options);
    for (const id of unreadable) {
      console.error(`The item ${JSON.stringify(id)} holds no mute: somebody wrote it by hand.`);
    }
    if (!isComplete) {
      console.error(`Use is at least so much: the ${mostLookedAt} last seen of each kind count.`);
    }
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

function print(uses: readonly MuteInUse[], { json, csv }: MutesOptions): void {
  const { width, colour } = readTerminal(process);
  if (json === true) for (const use of uses) console.log(jsonLine(flatten(use)));
  else if (csv === true) {
    process.stdout.write(formatCsvRow(columns.map(({ title }) => title)));
    for (const use of uses) {
      process.stdout.write(formatCsvRow(columns.map(({ value }) => value(use))));
    }
  } else if (uses.length === 0) console.log("No mutes.");
  else for (const line of formatTable(uses, columns, width, colour)) console.log(line);
}

function flatten({ mute, ...use }: MuteInUse): object {
  return { ...mute, ...use };
}

function sayUntil({ mute, isInForce }: MuteInUse): string {
  if (mute.until === undefined) return "for good";
  return isInForce ? mute.until.slice(0, 16).replace("T", " ") : "ended";
}

function sayLastHid({ lastHid, isStale }: MuteInUse): string {
  const when = lastHid?.slice(0, 16).replace("T", " ") ?? "never";
  return isStale ? `${when}, stale` : when;
}
