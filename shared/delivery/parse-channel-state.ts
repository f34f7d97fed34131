import type { DigestState } from "./digest-state.ts";
import type { Burst, ChannelState } from "./take-turn.ts";

/** A channel's state from its item's JSON; null where it is none: somebody has written it by hand. */
export function parseChannelState(json: string): ChannelState | null {
  try {
    const value: unknown = JSON.parse(json);
    return isChannelState(value) ? value : null;
  } catch {
    return null;
  }
}

function isChannelState(value: unknown): value is ChannelState {
  return (
    isObject(value) &&
    hasNumbers(value, ["freeAt", "failures"]) &&
    (value["heldUntil"] === undefined || hasNumbers(value, ["heldUntil"])) &&
    Array.isArray(value["posts"]) &&
    value["posts"].every(isPost) &&
    isObject(value["bursts"]) &&
    Object.values(value["bursts"]).every(isBurst) &&
    (value["digest"] === undefined || isDigest(value["digest"]))
  );
}

function isPost(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}

function isBurst(value: unknown): value is Burst {
  return hasNumbers(value, ["since", "lastNew", "nextSummaryAt", "interval", "named"]);
}

function isDigest(value: unknown): value is DigestState {
  return hasNumbers(value, ["toldTo", "leaseUntil"]);
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === "number");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
