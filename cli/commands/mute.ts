import { userInfo } from "node:os";
import { randomBytes } from "node:crypto";
import { denyTypes, policyTypes } from "../../shared/denial/reason.ts";
import { createMuteClient, type TimedMute } from "../../shared/delivery/mutes.client.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { formatTable } from "../format-table.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { parseDuration } from "../parse-duration.ts";

export interface MuteOptions extends TableOptions {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly region?: string;
  readonly denyType?: string;
  readonly policyType?: string;
  readonly invokedBy?: string;
  readonly userAgent?: string;
  readonly for?: string;
  readonly reason: string;
  readonly owner?: string;
}

/** `denywatch mute`: writes a timed mute; it is in force everywhere within a minute. */
export async function mute(options: MuteOptions): Promise<number> {
  const now = new Date();
  const conditions = readConditions(options);
  const until =
    options.for === undefined
      ? undefined
      : new Date(now.getTime() + parseDuration(options.for)).toISOString();
  const entry: TimedMute = {
    id: `m-${randomBytes(4).toString("hex")}`,
    reason: options.reason,
    ...(options.owner === undefined ? {} : { owner: options.owner }),
    ...(until === undefined ? {} : { until }),
    ...conditions,
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

function readConditions(options: MuteOptions): Partial<TimedMute> {
  const { principal, action, resource, account, region, invokedBy, userAgent } = options;
  const globs = { principal, action, resource, invokedBy, userAgent };
  for (const [name, glob] of Object.entries(globs)) {
    if (glob !== undefined && /^[*?]*$/.test(glob)) {
      throw new UsageError(`--${kebab(name)} "${glob}" matches everything; say which`);
    }
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account takes 12 digits, not "${account}"`);
  }
  const conditions = {
    ...globs,
    account,
    region,
    denyType: oneOf("--deny-type", denyTypes, options.denyType),
    policyType: oneOf("--policy-type", policyTypes, options.policyType),
  };
  if (Object.values(conditions).every((value) => value === undefined)) {
    throw new UsageError(
      "a mute needs at least one condition: --principal, --action, --resource ...",
    );
  }
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined));
}

function oneOf<Value extends string>(
  flag: string,
  values: readonly Value[],
  given: string | undefined,
): Value | undefined {
  if (given === undefined) return undefined;
  const value = values.find((candidate) => candidate === given);
  if (value === undefined)
    throw new UsageError(`${flag} takes ${values.join(", ")}, not "${given}"`);
  return value;
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
