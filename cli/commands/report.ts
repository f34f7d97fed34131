import { nameOfAccount } from "../../shared/config/account-names.ts";
import { readFile, writeFile } from "node:fs/promises";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { findEntries, type FoundEntries } from "../history/find-entries.ts";
import { openTable, type OpenTable, type TableOptions } from "../open-table.ts";
import { parseTime } from "../parse-time.ts";
import { readSettings, type SettingsInForce } from "../read-settings.ts";
import { buildReport } from "../report/build-report.ts";
import { renderReport } from "../report/render-report.ts";
import type { Report } from "../report/report.ts";

export interface ReportOptions extends TableOptions {
  readonly since?: string;
  readonly until?: string;
  readonly account?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const millisecondsPerDay = 86_400_000;
const styleFile = new URL("../report/report.css", import.meta.url);

/** `denywatch report`: one HTML file that shows a time span; `-` writes it to standard output. */
export async function report(options: ReportOptions): Promise<number> {
  const now = new Date();
  const from = parseStart(options.since ?? "7d", now);
  const to = options.until === undefined ? now : parseTime("--until", options.until, now);
  if (from >= to) throw new UsageError("--since must be before --until");
  const table = await openTable(options);
  let built: Report;
  try {
    const settings = await readSettings(table, now);
    const found = await readEntries(table, settings, from, to, options.account);
    built = buildReport({
      ...found,
      source: options.local === undefined ? `table ${table.tableName}` : "a local alerter",
      from,
      to,
      now,
      quietDays: settings.config.alerts.quietDays,
      hiders: settings.hiders,
      accountNameOf: (account) => nameOfAccount(settings.config.accounts, account),
    });
  } finally {
    await table.close();
  }
  const code = await write(renderReport(built, await readFile(styleFile, "utf8")), options);
  if (built.undercounted > 0) {
    console.error(
      `Calls are lower bounds: the time reaches back further than the ${built.buckets.unit}s that are counted, for ${built.undercounted} of the problems. The report says so.`,
    );
  }
  if (!built.isComplete) console.error("There was more than was looked at. The report says so.");
  return code;
}

/** `7d` is today and the six days before, in UTC, since counts are kept by the day. */
function parseStart(text: string, now: Date): Date {
  const start = parseTime("--since", text, now);
  if (!/^\d+[dw]$/.test(text)) return start;
  return new Date((Math.floor(start.getTime() / millisecondsPerDay) + 1) * millisecondsPerDay);
}

/** What was seen in the span, in one as long before it, and what may have stopped in it. */
async function readEntries(
  { dynamoDb, tableName }: OpenTable,
  { config }: SettingsInForce,
  from: Date,
  to: Date,
  account: string | undefined,
): Promise<FoundEntries> {
  const before = Math.max(
    to.getTime() - from.getTime(),
    config.alerts.quietDays * millisecondsPerDay,
  );
  return await findEntries(createHistoryClient(dynamoDb, tableName, defaultCountSettings), {
    sinceSeconds: Math.floor((from.getTime() - before) / 1000) - millisecondsPerDay / 1000,
    untilSeconds: Math.floor(to.getTime() / 1000),
    ...(account === undefined ? {} : { account }),
  });
}

async function write(page: string, { output, force }: ReportOptions): Promise<number> {
  if (output === "-") {
    process.stdout.write(page);
    return exitCodes.done;
  }
  const file = output ?? "denywatch-report.html";
  try {
    await writeFile(file, page, { flag: force === true ? "w" : "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(
      code === "EEXIST"
        ? `"${file}" is there already: give --force to replace it, or another --output`
        : `cannot write "${file}": ${code}`,
    );
  }
  console.log(
    `Wrote ${file} (${Math.ceil(page.length / 1024)} KB). Open it in a browser, or print it.`,
  );
  return exitCodes.done;
}
