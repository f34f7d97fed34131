import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { alertStatuses, type HistoryEntry } from "../../shared/history/known-denial.ts";
import { advise } from "../../shared/remediation/advise.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { renderDenial } from "../explain/render-denial.ts";
import { openTable, type TableOptions } from "../open-table.ts";

const shortestPrefix = 6;
/** A prefix is looked for among so many of each status, last seen first; a whole fingerprint is read by its key. */
const mostLookedAt = 1000;

/** `denywatch show FINGERPRINT`: a denial as the history holds it, with its hints. */
export async function show(fingerprint: string, options: TableOptions): Promise<number> {
  if (fingerprint.length < shortestPrefix) {
    throw new UsageError(
      `"${fingerprint}" is too short: give at least ${shortestPrefix} characters`,
    );
  }
  const table = await openTable(options);
  try {
    const history = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const whole = await history.find(fingerprint);
    const found = whole === null ? await findByPrefix(fingerprint, history) : [whole];
    const [entry] = found;
    if (entry === undefined) {
      console.error(`denywatch: no denial "${fingerprint}"; \`denywatch history\` lists them`);
      return exitCodes.failed;
    }
    if (found.length > 1) {
      const names = found.map((one) => one.fingerprint).join(", ");
      throw new UsageError(
        `"${fingerprint}" fits ${found.length} denials; give more of it: ${names}`,
      );
    }
    console.log(describe(entry));
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

async function findByPrefix(
  prefix: string,
  history: ReturnType<typeof createHistoryClient>,
): Promise<readonly HistoryEntry[]> {
  const lists = await Promise.all(
    alertStatuses.map((status) => history.listByStatus(status, { limit: mostLookedAt })),
  );
  return lists.flat().filter(({ fingerprint }) => fingerprint.startsWith(prefix));
}

function describe(entry: HistoryEntry): string {
  const { sample, toldAtSeconds, hiddenBy, hiddenCount } = entry;
  const lines = [
    `Counted ${entry.count} times, first ${isoTime(entry.firstSeenSeconds)}, last ${isoTime(entry.lastSeenSeconds)}`,
    `Status: ${entry.status}${toldAtSeconds === null ? "" : `, told ${isoTime(toldAtSeconds)}`}`,
    ...(hiddenBy === null ? [] : [`Kept quiet ${hiddenCount} times, last by ${hiddenBy}`]),
  ];
  const width = process.stdout.columns || 100;
  const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  return `${renderDenial(sample, advise(sample), width, colour)}\n\n${lines.join("\n")}`;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
