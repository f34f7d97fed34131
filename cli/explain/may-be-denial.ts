import { denialPhrases } from "../../shared/cloudtrail/denial-phrases.ts";
import { classifyErrorCode } from "../../shared/cloudtrail/error-codes.ts";

/** A code field, wherever in the record, and its value as far as it is spelled plainly. */
const codeField = /"errorCode"\s*:\s*"([^"]*)"/g;

/**
 * Whether a record's JSON can be that of a denial, told without parsing it: never no for one that is. It has a code of
 * a denial somewhere, or a phrase that tells one, or an escape that may hide either.
 */
export function mayBeDenial(text: string): boolean {
  if (text.includes("\\u") || denialPhrases.some((phrase) => text.includes(phrase))) return true;
  for (const [, code = ""] of text.matchAll(codeField)) {
    if (code.includes("\\") || classifyErrorCode(code) === "denial") return true;
  }
  return false;
}
