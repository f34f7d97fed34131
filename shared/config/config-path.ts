import { showInvisible } from "../slack/show-invisible.ts";
import { looksLikeWebhookUrl } from "./parameter-name.ts";

/** A place in a config: keys and indexes from the top. */
export type ConfigPath = readonly PropertyKey[];

const hidden = "(a URL, not shown)";
const mostLength = 80;

/** A path as people write it: `mutes[2].principal`, `accounts["x y"]`. No URL in a key is repeated. */
export function formatConfigPath(path: ConfigPath): string {
  return path.map(formatSegment).join("").replace(/^\./, "");
}

/** A value of a config, for a message: short, on one line, nothing invisible, and no URL of a webhook repeated. */
export function quoteConfigValue(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) return "nothing";
  if (looksLikeWebhookUrl(json)) return hidden;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const shown = showInvisible(json);
  return shown.length <= mostLength ? shown : `${shown.slice(0, mostLength).toWellFormed()}…`;
}

function formatSegment(segment: PropertyKey): string {
  if (typeof segment === "number") return `[${segment}]`;
  const key = String(segment);
  return /^[$\w-]{1,60}$/.test(key) ? `.${key}` : `[${quoteConfigValue(key)}]`;
}
