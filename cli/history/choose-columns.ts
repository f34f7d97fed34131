import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { UsageError } from "../exit-codes.ts";
import type { Column } from "../format-table.ts";
import type { AccountNames } from "../../shared/config/account-names.ts";
import { columnPresets, historyColumns } from "./history-columns.ts";

const roomForMedium = 105;
const roomForNormal = 165;

/** The columns that `--columns` names: presets and columns, comma-separated; without it, what the width has room for. */
export function chooseColumns(
  given: string | undefined,
  width: number,
  now: Date,
  accountNames: AccountNames = {},
): readonly Column<HistoryEntry>[] {
  const known = historyColumns(now, accountNames);
  const names = given?.split(",") ?? [presetFor(width)];
  return names
    .flatMap((name) => columnPresets[name.trim()] ?? [name.trim()])
    .map((name) => {
      const column = Object.hasOwn(known, name) ? known[name] : undefined;
      if (column === undefined) {
        throw new UsageError(
          `--columns knows no "${name}"; presets: ${Object.keys(columnPresets).join(", ")}; columns: ${Object.keys(known).join(", ")}`,
        );
      }
      return column;
    });
}

function presetFor(width: number): string {
  if (width < roomForMedium) return "narrow";
  return width < roomForNormal ? "medium" : "normal";
}
