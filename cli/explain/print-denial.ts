import type { Denial } from "../../shared/denial/denial.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import { denialJson } from "./denial-json.ts";
import type { ExplainSettings } from "./item.ts";
import { renderDenial } from "./render-denial.ts";

/** What a terminal may act on or hide, and JSON leaves as it is; escaped, it parses to the same. */
const unsafeInTerminal = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A denial as it is printed, but for its number: one line of JSON without its brace, or text of several lines. */
export function printDenial(denial: Denial, advice: Advice, settings: ExplainSettings): string {
  if (!settings.json) return renderDenial(denial, advice, settings.width, settings.colour);
  return JSON.stringify(denialJson(denial, advice))
    .slice(1)
    .replace(unsafeInTerminal, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
}
