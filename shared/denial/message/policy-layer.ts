import type { PolicyType } from "../reason.ts";
import { isWordCode, skipSpace } from "./words.ts";

type Article = "a" | "an" | "the" | null;

interface Layer {
  readonly type: PolicyType;
  /** As read without "policy", lower case, hyphens as spaces. */
  readonly names: readonly string[];
  /** The start of the documented wording of an explicit deny, and its article. */
  readonly explicit: readonly [Article, string];
  /** The start of the documented wording of an implicit deny; null where AWS documents none. */
  readonly implicit: string | null;
}

/** The wordings of "Troubleshoot access denied error messages" (IAM User Guide), irregular ones included. */
const layers: readonly Layer[] = [
  {
    type: "identity-based",
    names: ["identity based", "identity"],
    explicit: ["an", "identity-based policy"],
    implicit: "identity-based policy",
  },
  {
    type: "resource-based",
    names: ["resource based", "resource"],
    explicit: ["a", "resource-based policy"],
    implicit: "resource-based policy",
  },
  {
    type: "permissions-boundary",
    names: ["permissions boundary", "permission boundary"],
    explicit: ["a", "permissions boundary"],
    implicit: "permissions boundary",
  },
  {
    type: "service-control",
    names: ["service control", "scp"],
    explicit: ["a", "service control policy"],
    implicit: "service control policy",
  },
  {
    type: "resource-control",
    names: ["resource control", "rcp"],
    explicit: ["a", "resource control policy"],
    implicit: null,
  },
  {
    type: "session",
    names: ["session", "sessions"],
    explicit: ["a", "sessions policy"],
    implicit: "session policy",
  },
  {
    type: "vpc-endpoint",
    names: ["vpc endpoint", "vpce", "endpoint"],
    explicit: ["a", "vpc endpoint policy"],
    implicit: "vpc endpoint policy",
  },
  {
    type: "role-trust",
    names: ["role trust", "trust"],
    explicit: ["the", "role trust policy"],
    implicit: "role trust policy",
  },
];

const typeByName = new Map(layers.flatMap((l) => l.names.map((name) => [name, l.type] as const)));
/** As AWS spells them nowadays; any other spelling is read word by word. */
const wordings: readonly (readonly [string, PolicyType])[] = [
  ["identity-based policy", "identity-based"],
  ["resource-based policy", "resource-based"],
  ["service control policy", "service-control"],
  ["resource control policy", "resource-control"],
  ["VPC endpoint policy", "vpc-endpoint"],
  ["session policy", "session"],
  ["sessions policy", "session"],
  ["role trust policy", "role-trust"],
];
const boundary = "permissions boundary";
const nouns = new Set(["policy", "policies", "boundary", "scp", "rcp"]);
const stops = new Set(["allows", "allow", "transitively", "because", "with", "on", "and", "or"]);
const maxWords = 6;

/** A policy layer read from a message; `cut` where the text ended within its name. */
export interface ScannedLayer {
  readonly type: PolicyType;
  readonly end: number;
  readonly cut: boolean;
}

/**
 * Reads a layer's name with its noun ("service control policy", "permissions boundary").
 * A name that AWS does not document is `unknown`; a cut name is told where only one documented wording goes on so;
 * null where no layer's name stands there.
 */
export function scanPolicyLayer(
  text: string,
  position: number,
  deny: "explicit" | "implicit",
  article: Article,
): ScannedLayer | null {
  const start = skipSpace(text, position);
  for (const [wording, type] of wordings) {
    if (text.startsWith(wording, start)) {
      return { type, end: skipAcronym(text, start + wording.length), cut: false };
    }
  }
  if (text.startsWith(`${boundary} `, start))
    return endOfName(text, start + boundary.length, boundary);
  let name = "";
  let at = start;
  for (let count = 0; count < maxWords; count++) {
    const from = skipSpace(text, at);
    let to = from;
    while (to < text.length && to - from < 40 && isWordCode(text.charCodeAt(to))) to++;
    const word = text.slice(from, to).toLowerCase();
    if (to === text.length && !nouns.has(word)) {
      return { type: completeLayer(text.slice(start), deny, article), end: to, cut: true };
    }
    if (word === "" || to - from === 40 || stops.has(word)) return null;
    if (word === "policy" || word === "policies") {
      return { type: typeByName.get(name) ?? "unknown", end: skipAcronym(text, to), cut: false };
    }
    name = name === "" ? word.replaceAll("-", " ") : `${name} ${word.replaceAll("-", " ")}`;
    if (nouns.has(word)) return endOfName(text, to, name);
    at = to;
  }
  return null;
}

/** "permissions boundary", "SCP": names that need no "policy" but may have one. */
function endOfName(text: string, position: number, name: string): ScannedLayer {
  const from = skipSpace(text, position);
  const hasNoun = text.slice(from, from + 6).toLowerCase() === "policy";
  const end = hasNoun ? from + 6 : position;
  return { type: typeByName.get(name) ?? "unknown", end: skipAcronym(text, end), cut: false };
}

function skipAcronym(text: string, position: number): number {
  if (text.charAt(position + 1) !== "(") return position;
  const from = skipSpace(text, position);
  const acronym = text.slice(from, from + 5).toUpperCase();
  return acronym === "(SCP)" || acronym === "(RCP)" ? from + 5 : position;
}

/** The one layer whose documented wording goes on like the cut text, else `unknown`. */
function completeLayer(cut: string, deny: "explicit" | "implicit", article: Article): PolicyType {
  if (cut.length > 40) return "unknown";
  const prefix = cut.toLowerCase().replace(/\s+/g, " ");
  const spelled = prefix.replace("session ", "sessions ");
  let found: PolicyType = "unknown";
  for (const layer of layers) {
    const wording = deny === "implicit" ? layer.implicit : layer.explicit[1];
    if (wording === null || !(wording.startsWith(prefix) || wording.startsWith(spelled))) continue;
    if (deny === "explicit" && article !== null && layer.explicit[0] !== article) continue;
    if (found !== "unknown") return "unknown";
    found = layer.type;
  }
  return found;
}
