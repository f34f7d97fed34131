import { fallbackHint } from "./fallback-hint.ts";
import type { HintEntry } from "./hint-entry.ts";
import { callerHints } from "./hints-callers.ts";
import { causeHints } from "./hints-causes.ts";
import { policyTypeHints } from "./hints-policy-types.ts";
import { requestHints } from "./hints-requests.ts";
import { toolHints } from "./hints-tools.ts";

/** Every situation that Denywatch knows, theme by theme: a new one is a new row in one of them. */
export const hintCatalogue: readonly {
  readonly theme: string;
  readonly hints: readonly HintEntry[];
}[] = [
  { theme: "Who called", hints: callerHints },
  { theme: "No policy is the cause", hints: causeHints },
  { theme: "What was asked for", hints: requestHints },
  { theme: "Which policy denied", hints: policyTypeHints },
  { theme: "Where to look next", hints: [...toolHints, fallbackHint] },
];
