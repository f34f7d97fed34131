import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { advise } from "../../shared/remediation/advise.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { entryJson } from "../history/entry-json.ts";
import { readAccountNames } from "../history/read-account-names.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { findByPrefix, mostLookedAt } from "../show/find-by-prefix.ts";
import { renderEntry } from "../show/render-entry.ts";
import { readTerminal } from "../terminal.ts";

export interface ShowOptions extends TableOptions {
  readonly json?: boolean;
}

const shortestPrefix = 6;
const mostCandidates = 20;

/** `denywatch show FINGERPRINT`: everything the history holds of a denial, with its hints. */
export async function show(fingerprint: string, options: ShowOptions): Promise<number> {
  const now = new Date();
  if (fingerprint.length < shortestPrefix) {
    throw new UsageError(
      `"${fingerprint}" is too short: give at least ${shortestPrefix} characters`,
    );
  }
  const table = await openTable(options);
  try {
    const history = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const { entries, isComplete } = await findByPrefix(fingerprint, history);
    const [entry] = entries;
    const bound = `only the ${mostLookedAt} last seen of each status were looked at; a whole fingerprint is found always`;
    if (entry === undefined) {
      const given = showInvisible(fingerprint);
      console.error(`denywatch: no denial "${given}"; \`denywatch history\` lists them`);
      if (!isComplete) console.error(`denywatch: ${bound}`);
      return exitCodes.failed;
    }
    if (entries.length > 1) {
      listCandidates(fingerprint, entries);
      return exitCodes.usage;
    }
    const [predecessor, accountNames] = await Promise.all([
      entry.predecessor ?? history.findPredecessor(entry.sample, entry.firstSeenSeconds, now),
      readAccountNames(table, now),
    ]);
    if (options.json === true) {
      console.log(entryJson({ ...entry, predecessor }, advise(entry.sample)));
    } else {
      console.log(renderEntry(entry, predecessor, readTerminal(process), now, accountNames));
    }
    if (!isComplete) console.error(`The first that fits: ${bound}.`);
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

function listCandidates(prefix: string, entries: readonly HistoryEntry[]): void {
  console.error(
    `denywatch: "${showInvisible(prefix)}" fits ${entries.length} denials; give more of it:`,
  );
  for (const { fingerprint, sample } of entries.slice(0, mostCandidates)) {
    console.error(`  ${fingerprint}  ${showInvisible(advise(sample).title)}`);
  }
  if (entries.length > mostCandidates) console.error("  ...");
}
