import { buildConfigJsonSchema } from "../../shared/config/build-config-json-schema.ts";
import type { CheckedConfig } from "../../shared/config/check-config.ts";
import { formatConfigProblem } from "../../shared/config/config-problem.ts";
import { createConfigStore, type StoredConfig } from "../../shared/config/config-store.client.ts";
import { type ConfigChange, diffConfigs } from "../../shared/config/diff-configs.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { confirm } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { readCheckedConfig } from "../read-checked-config.ts";
import { userName } from "../user-name.ts";

export interface PushOptions extends TableOptions {
  readonly yes?: boolean;
}

type ValidConfig = Extract<CheckedConfig, { kind: "valid" }>;

/** `denywatch config check`: every mistake with its place; exit code 2 where there is one. */
export async function configCheck(file: string): Promise<number> {
  if ((await readValid(file)) === null) return exitCodes.usage;
  console.log(`${file} is valid.`);
  return exitCodes.done;
}

/** `denywatch config schema`: the JSON Schema, for editors. */
export function configSchema(): number {
  console.log(JSON.stringify(buildConfigJsonSchema(), null, 2));
  return exitCodes.done;
}

/** `denywatch config diff`: what the file would change. */
export async function configDiff(file: string, options: TableOptions): Promise<number> {
  const checked = await readValid(file);
  if (checked === null) return exitCodes.usage;
  const table = await openTable(options);
  try {
    const store = createConfigStore(table.dynamoDb, table.tableName, () => new Date());
    printDiff(await store.current(), checked);
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

/** `denywatch config push`: shows what changes, asks, and puts the config in force everywhere within a minute. */
export async function configPush(file: string, options: PushOptions): Promise<number> {
  const checked = await readValid(file);
  if (checked === null) return exitCodes.usage;
  const table = await openTable(options);
  try {
    const store = createConfigStore(table.dynamoDb, table.tableName, () => new Date());
    const stored = await store.current();
    const differs = printDiff(stored, checked);
    // A broken item is replaced even by what is in force in its stead.
    if (!differs && stored.problem === null && stored.version > 0) return exitCodes.done;
    if (options.yes !== true && !(await confirm("Push this config?"))) {
      console.error("denywatch: nothing was pushed");
      return exitCodes.failed;
    }
    const outcome = await store.put(checked.json, userName(), stored);
    if (outcome === "changed-meanwhile") {
      console.error("denywatch: somebody pushed another config just now; look again and retry");
      return exitCodes.failed;
    }
    console.log(`Pushed as version ${stored.version + 1}; in force everywhere within a minute.`);
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

/** The file's config; null where it is invalid, which was said. */
async function readValid(file: string): Promise<ValidConfig | null> {
  const checked = await readCheckedConfig(file, new Date());
  if (checked.kind === "invalid") {
    for (const problem of checked.problems) console.error(formatConfigProblem(problem, file));
    return null;
  }
  for (const warning of checked.warnings) console.error(`${file}: warning: ${warning}`);
  return checked;
}

/** Whether anything differs. */
function printDiff(stored: StoredConfig, checked: ValidConfig): boolean {
  const { version, pushedAt, pushedBy, problem } = stored;
  if (problem !== null) console.error(`denywatch: ${problem}`);
  console.log(
    version === 0
      ? "In force: the defaults; nothing was pushed yet."
      : `In force: version ${version}, pushed ${pushedAt ?? "at an unknown time"} by ${showInvisible(pushedBy ?? "somebody")}.`,
  );
  const changes = diffConfigs(stored.config, checked.config);
  for (const change of changes) console.log(showInvisible(formatChange(change)));
  if (changes.length === 0) console.log("No difference.");
  return changes.length > 0;
}

function formatChange({ path, before, after }: ConfigChange): string {
  if (before === null) return `+ ${path}: ${after ?? ""}`;
  if (after === null) return `- ${path}: ${before}`;
  return `~ ${path}: ${before} -> ${after}`;
}
