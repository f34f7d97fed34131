import type { Config } from "./config-schema.ts";
import { formatConfigPath } from "./config-path.ts";

/** A value that differs; null where one side has none. */
export interface ConfigChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What differs between two configs with their defaults filled in. Mutes are told apart by their ids, and their order is
 * a difference of its own, since the first that matches wins.
 */
export function diffConfigs(before: Config, after: Config): readonly ConfigChange[] {
  return [...diff(byId(before), byId(after), []), ...diffOrder(before, after)];
}

function byId({ mutes, $schema: _schema, ...config }: Config): unknown {
  return { ...config, mutes: Object.fromEntries(mutes.map((mute) => [mute.id, mute])) };
}

function diffOrder(before: Config, after: Config): readonly ConfigChange[] {
  const orderOf = ({ mutes }: Config, other: Config): string =>
    mutes
      .map(({ id }) => id)
      .filter((id) => other.mutes.some((mute) => mute.id === id))
      .join(", ");
  const [was, is] = [orderOf(before, after), orderOf(after, before)];
  return was === is ? [] : [{ path: "mutes", before: was, after: is }];
}

function diff(before: unknown, after: unknown, path: readonly string[]): readonly ConfigChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => diff(before[key], after[key], [...path, key]));
  }
  const [was, is] = [toJson(before), toJson(after)];
  return was === is ? [] : [{ path: formatConfigPath(path), before: was, after: is }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
