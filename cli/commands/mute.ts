import { randomBytes } from "node:crypto";
import type { Mute } from "../../shared/delivery/mute.ts";
import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { confirm } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { findEntries } from "../history/find-entries.ts";
import { describeConditions } from "../mutes/describe-conditions.ts";
import { describePreview } from "../mutes/describe-preview.ts";
import { previewMute, previewStart } from "../mutes/preview-mute.ts";
import { type MuteFlags, readMute } from "../mutes/read-mute.ts";
import { openTable, type OpenTable, type TableOptions } from "../open-table.ts";
import { parseDuration } from "../parse-duration.ts";
import { readSettings } from "../read-settings.ts";
import { readTerminal } from "../terminal.ts";
import { userName } from "../user-name.ts";

export interface MuteOptions extends TableOptions, MuteFlags {
  readonly for?: string;
  readonly yes?: boolean;
  readonly asConfig?: boolean;
}

/** So many of each status are looked at, last seen first. */
const mostLookedAt = 1000;

/** `denywatch mute`: shows what it would have hidden, asks, and writes a timed mute that is in force within a minute. */
export async function mute(options: MuteOptions): Promise<number> {
  const now = new Date();
  const until =
    options.for === undefined
      ? undefined
      : new Date(now.getTime() + parseDuration("--for", options.for)).toISOString();
  const entry = readMute(options, `m-${randomBytes(4).toString("hex")}`, until);
  if (options.asConfig === true) {
    // Without an id: the config makes one from the conditions.
    console.log(JSON.stringify({ ...entry, id: undefined }, null, 2));
    return exitCodes.done;
  }
  const table = await openTable(options);
  try {
    await showPreview(entry, table, now);
    if (options.yes !== true && !(await confirm("Mute this?"))) {
      console.error("denywatch: nothing was muted");
      return exitCodes.failed;
    }
    await createMuteClient(table.dynamoDb, table.tableName, () => now).put({
      ...entry,
      author: userName(),
      createdAt: now.toISOString(),
    });
  } finally {
    await table.close();
  }
  const conditions = showInvisible(describeConditions(entry));
  const end =
    until === undefined ? "for good" : `until ${until.slice(0, 16).replace("T", " ")} UTC`;
  console.log(`Muted ${end}: ${conditions}`);
  console.log(`Take it back with: denywatch unmute ${entry.id}${sayWhere(options)}`);
  return exitCodes.done;
}

async function showPreview(entry: Mute, table: OpenTable, now: Date): Promise<void> {
  const client = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
  const { account, service, action, principal } = entry;
  const [{ hiders }, { entries, isComplete }] = await Promise.all([
    readSettings(table, now),
    findEntries(
      client,
      {
        sinceSeconds: previewStart(now),
        ...(account !== undefined && { account }),
        ...(service !== undefined && { service }),
        ...(action !== undefined && { action }),
        ...(principal !== undefined && { principal }),
      },
      mostLookedAt,
    ),
  ]);
  const preview = previewMute(entry, entries, hiders, now);
  const { width } = readTerminal(process);
  for (const line of describePreview(preview, entry, width)) console.log(line);
  if (!isComplete) {
    console.log(`At least: only the ${mostLookedAt} last seen of each kind were looked at.`);
  }
}

/** The flags that lead back to the same table. */
function sayWhere({ local, table, stack, profile, region }: TableOptions): string {
  const given = Object.entries({ local, table, stack, profile, region });
  return given
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` --${name}` : ` --${name} ${String(value)}`))
    .join("");
}
