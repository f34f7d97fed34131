import { historyTable } from "../../../shared/history/table-definition.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";

export interface TableFacts {
  readonly status: string;
  readonly indexes: readonly string[];
}

const deployAgain = "Deploy the stack again.";

/** Whether the table can be read and written, by every index. */
export function judgeTable(name: string, facts: TableFacts | null): readonly Finding[] {
  if (facts === null) return [fail(`There is no table "${name}".`, deployAgain)];
  if (facts.status !== "ACTIVE" && facts.status !== "UPDATING") {
    return [fail(`Table "${name}" is ${facts.status}.`, "Wait until it is ACTIVE, or restore it.")];
  }
  const missing = historyTable.indexes.filter(({ name: index }) => !facts.indexes.includes(index));
  return missing.length === 0
    ? [ok(`Table "${name}" is ${facts.status}.`)]
    : [
        fail(
          `Table "${name}" lacks the index ${missing.map((index) => index.name).join(", ")}.`,
          deployAgain,
        ),
      ];
}

/** Whether old items go. */
export function judgeTimeToLive(name: string, attribute: string | null): readonly Finding[] {
  const { timeToLiveAttribute } = historyTable;
  return attribute === timeToLiveAttribute
    ? [ok(`Table "${name}" lets old items expire.`)]
    : [
        warn(
          `Table "${name}" lets nothing expire by "${timeToLiveAttribute}": it grows for ever.`,
          deployAgain,
        ),
      ];
}

/** Whether the history could be brought back. */
export function judgeRecovery(name: string, isOn: boolean): readonly Finding[] {
  return isOn
    ? [ok(`Table "${name}" has point-in-time recovery.`)]
    : [warn(`Table "${name}" has no point-in-time recovery.`, deployAgain)];
}
