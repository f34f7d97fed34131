import type { Reason } from "../../denial/reason.ts";
import type { BurstDenial } from "../alert.ts";
import { reasonPhrase } from "../reason-phrase.ts";

/** The reason that most denials of a burst share, and how many they are. Null for none. */
export function commonReason(
  denials: readonly BurstDenial[],
): { readonly reason: Reason; readonly phrase: string; readonly denials: number } | null {
  const groups = Map.groupBy(denials, ({ denial }) => reasonPhrase(denial.reason));
  const [largest] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const [first] = largest?.[1] ?? [];
  return largest === undefined || first === undefined
    ? null
    : { reason: first.denial.reason, phrase: largest[0], denials: largest[1].length };
}

/** The reason in words that all denials of a burst share; null where they differ, and for none. */
export function sharedReason(denials: readonly BurstDenial[]): string | null {
  const common = commonReason(denials);
  return common?.denials === denials.length ? common.phrase : null;
}
