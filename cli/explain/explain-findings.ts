import { explainEntry, type Explanation } from "./explain-entry.ts";
import type { Finding, Unexplained } from "./finding.ts";
import type { ExplainSettings, Item } from "./item.ts";
import { parseJson } from "./parse-json.ts";
import { printDenial } from "./print-denial.ts";
import { unwrapValue } from "./unwrap-value.ts";

/** What findings come to, in order; what is explained already stays as it is. */
export function explainFindings(
  findings: readonly (Finding | Item)[],
  settings: ExplainSettings,
): readonly Item[] {
  return findings.flatMap((finding): Item | readonly Item[] => {
    return finding.kind === "json" || finding.kind === "entry"
      ? explainFinding(finding, settings)
      : finding;
  });
}

function explainFinding(finding: Unexplained, settings: ExplainSettings): readonly Item[] {
  const { position, place } = finding;
  const explanation =
    finding.kind === "entry" ? explainEntry(finding.entry) : explainText(finding.text);
  switch (explanation.kind) {
    case "denial": {
      const text = printDenial(explanation.denial, explanation.advice, settings);
      return [{ kind: "denial", position, text }];
    }
    case "unreadable":
      return [{ kind: "problem", place, reason: explanation.reason }];
    case "other":
      return settings.all ? [{ kind: "other", position }] : [];
  }
}

function explainText(text: string): Explanation {
  const parsed = parseJson(text);
  if (parsed === undefined) return { kind: "unreadable", reason: "it is no valid JSON" };
  const [entry] = unwrapValue(parsed);
  return entry === undefined ? { kind: "other" } : explainEntry(entry);
}
