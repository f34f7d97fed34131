import type { AdviceLink, Hint } from "../../shared/remediation/advice.ts";
import { maskSecrets } from "../../shared/redaction/mask-secrets.ts";
import { describeFixers } from "../../shared/slack/describe-fixers.ts";
import { showInvisible, showInvisibleLines } from "../../shared/slack/show-invisible.ts";
import type { TerminalStyle } from "./terminal-style.ts";
import { wrapText } from "./wrap-text.ts";

const indent = "  ";

/** A hint as lines: what it means, who can do it, the steps, what to paste, when not to, where to read on. */
export function renderHint(hint: Hint, width: number, style: TerminalStyle): readonly string[] {
  const fixers = describeFixers(hint.fixers);
  return [
    ...hanging("", hint.text, width),
    ...(fixers === null ? [] : hanging("", `Who can do it: ${fixers}.`, width)),
    ...hint.steps.flatMap((step, index) => hanging(`${String(index + 1)}. `, step, width)),
    ...(hint.warning === null ? [] : hanging("! ", hint.warning, width).map(style.warning)),
    ...pasted("Run:", hint.command, style),
    ...pasted("Statement to paste:", hint.policy && JSON.stringify(hint.policy, null, 2), style),
    ...hint.links.flatMap((link) => renderLink(link)),
  ];
}

function hanging(mark: string, text: string, width: number): readonly string[] {
  const room = width - indent.length - mark.length;
  return wrapText(showInvisible(maskSecrets(text)), room).map(
    (line, index) => indent + (index === 0 ? mark : " ".repeat(mark.length)) + line,
  );
}

/** Never wrapped: it is to be copied. */
function pasted(label: string, text: string | null, style: TerminalStyle): readonly string[] {
  if (text === null) return [];
  const lines = showInvisibleLines(text).split("\n");
  return [`${indent}${label}`, ...lines.map((line) => indent + indent + style.code(line))];
}

function renderLink({ label, url, note }: AdviceLink): readonly string[] {
  const said = note === null ? label : `${label} (${note})`;
  return [`${indent}${showInvisible(said)}:`, `${indent}${indent}${showInvisible(url)}`];
}
