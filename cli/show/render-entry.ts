import { type AccountNames, nameOfAccount } from "../../shared/config/account-names.ts";
import type { HistoryEntry, Predecessor } from "../../shared/history/known-denial.ts";
import type { OccurrenceSample } from "../../shared/history/occurrence-sample.ts";
import { maskSecrets } from "../../shared/redaction/mask-secrets.ts";
import { advise } from "../../shared/remediation/advise.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { renderDenial } from "../explain/render-denial.ts";
import { terminalStyle } from "../explain/terminal-style.ts";
import { wrapText } from "../explain/wrap-text.ts";
import { type Column, formatTable } from "../format-table.ts";
import { sayAccount } from "../history/read-account-names.ts";
import type { Terminal } from "../terminal.ts";
import { describeHistory } from "./describe-history.ts";

const labelWidth = 13;
/** With less room, what few ask for is left to --json. */
const roomForAll = 120;
/** Text is for reading: no wider than this, whatever the terminal is. */
const widestText = 100;

const columns: readonly Column<OccurrenceSample>[] = [
  {
    title: "TIME (UTC)",
    value: ({ seconds }) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " "),
    grow: 0,
  },
  { title: "REGION", value: ({ region }) => region ?? "-", grow: 0 },
  { title: "FROM", value: ({ sourceIpAddress }) => sourceIpAddress ?? "-", grow: 0 },
  { title: "SESSION", value: ({ person, sessionName }) => person ?? sessionName ?? "-", grow: 2 },
  { title: "CLIENT", value: ({ userAgent }) => maskSecrets(userAgent ?? "-"), grow: 2 },
  { title: "EVENT ID", value: ({ eventId }) => eventId, grow: 0 },
];

/** All that is known of a denial: what it was, what to do, how often and where, who was told, and single calls. */
export function renderEntry(
  entry: HistoryEntry,
  predecessor: Predecessor | null,
  { width, colour }: Terminal,
  now: Date,
  accountNames: AccountNames = {},
): string {
  const textWidth = Math.min(width, widestText);
  const style = terminalStyle(colour);
  const { account } = entry.sample;
  const named =
    account !== null && nameOfAccount(accountNames, account) !== null
      ? [{ label: "Account", text: sayAccount(account, accountNames) }]
      : [];
  const facts = [...named, ...describeHistory(entry, predecessor, now)].flatMap(
    ({ label, text }) => {
      const lines = wrapText(showInvisible(maskSecrets(text)), textWidth - labelWidth - 2);
      return lines.map(
        (line, index) => `  ${style.label((index === 0 ? label : "").padEnd(labelWidth))}${line}`,
      );
    },
  );
  return [
    renderDenial(entry.sample, advise(entry.sample), textWidth, colour),
    "",
    style.heading("History"),
    ...facts,
    ...(entry.samples.length === 0
      ? []
      : [
          "",
          style.heading(sayWhich(entry)),
          ...formatTable(entry.samples, chooseColumns(width), width - 2, colour).map(
            (line) => `  ${line}`,
          ),
        ]),
  ].join("\n");
}

function chooseColumns(width: number): readonly Column<OccurrenceSample>[] {
  if (width >= roomForAll) return columns;
  return columns.filter(({ title }) => title !== "FROM" && title !== "CLIENT");
}

function sayWhich({ samples, count }: HistoryEntry): string {
  return samples.length === count ? "Calls" : `Calls: the first and the newest known of ${count}`;
}
