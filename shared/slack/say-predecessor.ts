import type { NewDenialAlert } from "./alert.ts";
import { codeSpan } from "./code-span.ts";
import { fingerprintPrefix } from "./fingerprint-prefix.ts";

/** What a new denial took the place of, to end a line with: at most 60 characters, empty where there is none. */
export function sayPredecessor(predecessor: NewDenialAlert["predecessor"]): string {
  if (predecessor === undefined || predecessor === null) return "";
  return ` · 🔀 before: ${codeSpan(fingerprintPrefix(predecessor), 40)}`;
}
