import type { ServerResponse } from "node:http";
import type { DenialLists } from "../shared/history/list-denials.client.ts";
import { alertStatuses, type HistoryEntry } from "../shared/history/known-denial.ts";
import { advise } from "../shared/remediation/advise.ts";
import { buildDenialMessage } from "../shared/slack/build-denial-message.ts";
import type { SlackMessage } from "../shared/slack/message.ts";
import { buildHistoryPast, type HistoryPast } from "./history-past.ts";
import { buildHistoryRow, type HistoryRow } from "./history-row.ts";
import { pageHeaders } from "./inbox-page.ts";
import type { Route } from "./local-server.ts";

export interface HistoryPanelOptions {
  readonly history: Pick<DenialLists, "find" | "listByStatus">;
  readonly now: () => Date;
  /** Names of accounts by id, as the config in force has them. */
  readonly accountNames: () => Promise<Readonly<Record<string, string>>>;
}

/** What the panel lists: the newest of each status. */
export interface HistoryList {
  readonly denials: readonly HistoryRow[];
  /** Statuses of which there are more than are listed. */
  readonly cut: readonly string[];
}

/** One denial with its hints. */
export interface HistoryDetail {
  readonly denial: HistoryRow;
  /** ISO 8601, UTC; null for never. */
  readonly toldAt: string | null;
  readonly hiddenCount: number;
  readonly hiddenBy: string | null;
  readonly past: HistoryPast;
  /** What a message about it says: why, what to do, the facts, what to paste. */
  readonly message: SlackMessage;
}

/** Of each status: a query of its index, no scan. */
const mostOfStatus = 500;
const fingerprintForm = /^\w{6,100}$/;

/** The history for the page, read by the same queries as everywhere else: a list, and one denial in full. */
export function createHistoryPanel({ history, now, accountNames }: HistoryPanelOptions): Route {
  return async (request, response) => {
    const url = URL.parse(request.url ?? "", "http://localhost");
    if (url === null || request.method !== "GET") return false;
    if (url.pathname === "/history/denials") {
      answer(response, 200, await list());
      return true;
    }
    const [, fingerprint] = /^\/history\/denials\/([^/]+)$/.exec(url.pathname) ?? [];
    if (fingerprint === undefined) return false;
    const entry = fingerprintForm.test(fingerprint) ? await history.find(fingerprint) : null;
    if (entry === null) answer(response, 404, { problem: "There is no such denial any more." });
    else answer(response, 200, describe(entry, now(), await accountNames()));
    return true;
  };

  async function list(): Promise<HistoryList> {
    const found = await Promise.all(
      alertStatuses.map((status) => history.listByStatus(status, { limit: mostOfStatus })),
    );
    const at = now();
    const names = await accountNames();
    return {
      denials: found
        .flat()
        .toSorted((a, b) => b.lastSeenSeconds - a.lastSeenSeconds)
        .map((entry) => buildHistoryRow(entry, at, names)),
      cut: alertStatuses.filter((_, index) => (found[index]?.length ?? 0) >= mostOfStatus),
    };
  }
}

function describe(
  entry: HistoryEntry,
  now: Date,
  accountNames: Readonly<Record<string, string>>,
): HistoryDetail {
  const denial = buildHistoryRow(entry, now, accountNames);
  const { toldAtSeconds, hiddenCount, hiddenBy, sample } = entry;
  return {
    denial,
    toldAt: toldAtSeconds === null ? null : new Date(toldAtSeconds * 1000).toISOString(),
    hiddenCount,
    hiddenBy,
    past: buildHistoryPast(entry),
    message: buildDenialMessage({
      kind: "new-denial",
      denial: sample,
      advice: advise(sample),
      count: entry.count,
      firstSeenAt: denial.firstSeenAt,
      accountName: accountNames[sample.account ?? ""] ?? null,
    }),
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    ...pageHeaders,
    "content-type": "application/json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}
