import type { Denial } from "../../shared/denial/denial.ts";
import { explainMessage } from "../../shared/denial/explain-message.ts";
import { advise } from "../../shared/remediation/advise.ts";
import type { Entry } from "./entry.ts";
import type { Finding, Unexplained } from "./finding.ts";
import type { ExplainSettings, Item } from "./item.ts";
import { parseJson } from "./parse-json.ts";
import { printDenial } from "./print-denial.ts";
import { unwrapValue } from "./unwrap-value.ts";

type RecordExplainer = typeof import("./explain-json-record.ts").explainJsonRecord;

/** What findings come to, in order: a record by its code and message, a bare message always. Items stay as they are. */
export async function explainFindings(
  findings: readonly (Finding | Item)[],
  settings: ExplainSettings,
): Promise<readonly Item[]> {
  // The schema of records is loaded only for records: plain text is explained sooner.
  const explainJsonRecord = findings.some(holdsRecord)
    ? (await import("./explain-json-record.ts")).explainJsonRecord
    : null;
  return findings.flatMap((finding) =>
    isUnexplained(finding) ? explainFinding(finding, settings, explainJsonRecord) : finding,
  );
}

function isUnexplained(finding: Finding | Item): finding is Unexplained {
  return finding.kind === "json" || finding.kind === "entry";
}

function holdsRecord(finding: Finding | Item): boolean {
  return finding.kind === "json" || (finding.kind === "entry" && finding.entry.kind === "record");
}

function explainFinding(
  finding: Unexplained,
  settings: ExplainSettings,
  explainJsonRecord: RecordExplainer | null,
): readonly Item[] {
  const { position, place } = finding;
  const entry = finding.kind === "entry" ? finding.entry : readRecord(finding.text);
  const printed = (denial: Denial): readonly Item[] => {
    return [{ kind: "denial", position, text: printDenial(denial, advise(denial), settings) }];
  };
  if (entry.kind === "message") return printed(explainMessage(entry.message, entry.errorCode));
  const result = entry.kind === "record" ? explainJsonRecord?.(entry.record) : entry;
  if (result?.kind === "denial") return printed(result.denial);
  if (result?.kind === "unreadable") return [{ kind: "problem", place, reason: result.reason }];
  return settings.all ? [{ kind: "other", position }] : [];
}

function readRecord(text: string): Entry {
  const parsed = parseJson(text);
  if (parsed === undefined) return { kind: "unreadable", reason: "it is no valid JSON" };
  return unwrapValue(parsed)[0] ?? { kind: "other" };
}
