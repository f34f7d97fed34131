import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { UsageError } from "../exit-codes.ts";
import type { Column } from "../format-table.ts";
import { columnPresets, historyColumns } from "./history-columns.ts";

const roomForNormal = 150;

/** The columns that `--columns` names: presets and columns, comma-separated; without it, what the width has room for. */
export function chooseColumns(
  given: string | undefined,
  width: number,
  now: Date,
): readonly Column<HistoryEntry>[] {
  const known = historyColumns(now);
  const names = given?.split(",") ?? [width < roomForNormal ? "narrow" : "normal"];
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
