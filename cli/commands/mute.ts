import { userInfo } from "node:os";
import { randomBytes } from "node:crypto";
import { quoteConfigValue } from "../../shared/config/config-path.ts";
import { describeIssue } from "../../shared/config/describe-issue.ts";
import { muteConditionNames, muteSchema } from "../../shared/config/mute-schema.ts";
import type { Mute } from "../../shared/delivery/mute.ts";
import { createMuteClient, type TimedMute } from "../../shared/delivery/mutes.client.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { formatTable } from "../format-table.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { parseDuration } from "../parse-duration.ts";

export interface MuteOptions extends TableOptions {
  readonly principal?: string;
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly eventRegion?: string;
  readonly denyType?: string;
  readonly policyType?: string;
  readonly sourceIp?: string;
  readonly identityType?: string;
  readonly invokedBy?: string;
  readonly userAgent?: string;
  readonly for?: string;
  readonly reason: string;
  readonly owner?: string;
}

/** `denywatch mute`: writes a timed mute; it is in force everywhere within a minute. */
export async function mute(options: MuteOptions): Promise<number> {
  const now = new Date();
  const until =
    options.for === undefined
      ? undefined
      : new Date(now.getTime() + parseDuration(options.for)).toISOString();
  const entry: TimedMute = {
    ...readMute(options, `m-${randomBytes(4).toString("hex")}`, until),
    author: userInfo().username,
    createdAt: now.toISOString(),
  };
  const table = await openTable(options);
  try {
    await createMuteClient(table.dynamoDb, table.tableName, () => now).put(entry);
  } finally {
    await table.close();
  }
  console.log(`Muted ${until === undefined ? "for good" : `until ${until}`}: ${describe(entry)}`);
  console.log(
    `Take it back with: denywatch unmute ${entry.id}${options.local === undefined ? "" : " --local"}`,
  );
  return exitCodes.done;
}

/** `denywatch unmute ID`. */
export async function unmute(id: string, options: TableOptions): Promise<number> {
  const table = await openTable(options);
  try {
    const removed = await createMuteClient(
      table.dynamoDb,
      table.tableName,
      () => new Date(),
    ).remove(id);
    if (!removed) {
      console.error(`denywatch: there is no mute "${id}"; \`denywatch mutes\` lists them`);
      return exitCodes.failed;
    }
    console.log(`Unmuted "${id}".`);
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

/** `denywatch mutes`. */
export async function mutes(options: TableOptions & { readonly json?: boolean }): Promise<number> {
  const table = await openTable(options);
  try {
    const found = await createMuteClient(table.dynamoDb, table.tableName, () => new Date()).list();
    if (options.json === true) for (const entry of found) console.log(JSON.stringify(entry));
    else if (found.length === 0) console.log("No mutes.");
    else {
      const lines = formatTable(
        found,
        [
          { title: "ID", value: ({ id }) => id, grow: 0 },
          { title: "UNTIL", value: ({ until }) => until?.slice(0, 16) ?? "for good", grow: 0 },
          { title: "BY", value: ({ author }) => author, grow: 1 },
          { title: "WHAT", value: describe, grow: 4 },
          { title: "REASON", value: ({ reason }) => reason, grow: 3 },
        ],
        process.stdout.columns || 160,
      );
      for (const line of lines) console.log(line);
    }
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

/** The mute that the options describe, checked like one of the config file. */
function readMute(options: MuteOptions, id: string, until: string | undefined): Mute {
  const given: Readonly<Record<string, string | undefined>> = {
    id,
    reason: options.reason,
    owner: options.owner,
    until,
    ...Object.fromEntries(
      muteConditionNames.map((name) => [
        name,
        name === "region" ? options.eventRegion : options[name],
      ]),
    ),
  };
  const parsed = muteSchema.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const [found] = parsed.error.issues.flatMap(describeIssue);
  const name = found?.path[0];
  if (name === undefined) {
    const flags = muteConditionNames.map(flagOf).join(", ");
    throw new UsageError(`a mute needs at least one condition: ${flags}`);
  }
  const value = quoteConfigValue(given[String(name)]);
  throw new UsageError(`${flagOf(String(name))} ${value}: ${found?.message ?? ""}`);
}

/** `--region` is where the table is, as in every command. */
function flagOf(name: string): string {
  return name === "region" ? "--event-region" : `--${kebab(name)}`;
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const notConditions = new Set(["id", "reason", "owner", "until", "author", "createdAt"]);

function describe(entry: TimedMute): string {
  return Object.entries(entry)
    .filter(([name]) => !notConditions.has(name))
    .map(([name, value]) => `${kebab(name)}=${String(value)}`)
    .join(" ");
}
