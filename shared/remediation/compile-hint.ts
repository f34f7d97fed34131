import type { AdviceLink } from "./advice.ts";
import { awsDocs } from "./aws-docs.ts";
import type { HintEntry } from "./hint-entry.ts";
import { parseTemplate, type Template } from "./template.ts";

/** A catalogue's entry with its texts taken apart, ready to be filled in. */
export interface CompiledHint {
  readonly text: Template;
  /** Each step's alternatives, the first first. */
  readonly steps: readonly (readonly Template[])[];
  readonly command: Template | null;
  readonly warning: Template | null;
  readonly docs: readonly AdviceLink[];
}

const compiled = new Map<HintEntry, CompiledHint>();

/** The catalogue is a fixed set: each entry is taken apart once, when it is first told. */
export function compileHint(entry: HintEntry): CompiledHint {
  const known = compiled.get(entry);
  if (known !== undefined) return known;
  const { text, steps, command, warning, docs } = entry;
  const hint: CompiledHint = {
    text: parseTemplate(text),
    steps: steps.map((step) => (typeof step === "string" ? [step] : step).map(parseTemplate)),
    command: command === undefined ? null : parseTemplate(command),
    warning: warning === null ? null : parseTemplate(warning),
    docs: docs.map((name) => awsDocs[name]),
  };
  compiled.set(entry, hint);
  return hint;
}
