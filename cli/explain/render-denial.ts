import type { Denial } from "../../shared/denial/denial.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import { maskSecrets } from "../../shared/redaction/mask-secrets.ts";
import { severityBadges } from "../../shared/slack/severity-badge.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { describeFacts } from "./describe-facts.ts";
import { renderHint } from "./render-hint.ts";
import { terminalStyle } from "./terminal-style.ts";
import { wrapText } from "./wrap-text.ts";

const labelWidth = 13;
const indent = "  ";

/**
 * A denial for people, to read in a terminal or to paste into a ticket. Secrets are masked, and nothing from an event
 * moves the cursor, colours anything or starts a line of its own.
 */
export function renderDenial(
  denial: Denial,
  advice: Advice,
  width: number,
  colour: boolean,
): string {
  const style = terminalStyle(colour);
  const title = `${severityBadges[denial.severity].word}: ${advice.title}`;
  const facts = describeFacts(denial, advice).flatMap(({ label, text }) => {
    const [first = "", ...more] = wrapText(safe(text), width - labelWidth - indent.length);
    return [
      `${indent}${style.label(label.padEnd(labelWidth))}${first}`,
      ...more.map((line) => indent + " ".repeat(labelWidth) + line),
    ];
  });
  const [first, ...others] = advice.hints;
  return [
    ...wrapText(safe(title), width).map((line) => style.title(denial.severity, line)),
    "",
    ...facts,
    ...(first === undefined
      ? []
      : ["", style.heading("What to do"), ...renderHint(first, width, style)]),
    ...others.flatMap((hint) => ["", style.heading("Also"), ...renderHint(hint, width, style)]),
  ].join("\n");
}

function safe(text: string): string {
  return showInvisible(maskSecrets(text));
}
