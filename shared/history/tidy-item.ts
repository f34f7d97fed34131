import {
  dayAttribute,
  type DenialItem,
  digestSetsV1,
  generationOf,
  hourAttribute,
  itemVersion,
  numberOf,
  secondsPerDay,
  setNumber,
} from "./denial-item.ts";
import type { Details } from "./details.ts";
import { buildDetailsItem } from "./details-item.ts";
import { detailsOfItem } from "./details-of-item.ts";
import { hiddenAtAttribute, hiddenAttribute } from "./hidden-counts.ts";

/** Deciding about a copy looks back this far, so that so many days stay in the first item. */
const daysLeft = 14;
/** In the place of the first denial that has moved: a write that does not know so leaves it. */
const movedDenial = Uint8Array.of(0);

/** A first item relieved of what counting does not need, and the second item that takes it. Write the second one first. */
export function tidyItem(
  fingerprint: string,
  item: DenialItem,
  second: DenialItem | null,
  secondTtlSeconds: number,
): { readonly item: DenialItem; readonly second: DenialItem } {
  const details = detailsOfItem(item);
  const lastSeen = numberOf(item["l"]) ?? 0;
  const keptFrom = Math.floor(lastSeen / secondsPerDay) - daysLeft;
  const moved: Details = {
    ...details,
    countByDay: new Map([...details.countByDay].filter(([day]) => day <= keptFrom)),
  };
  const next: DenialItem = { ...item };
  for (const hour of moved.countByHour.keys()) Reflect.deleteProperty(next, hourAttribute(hour));
  for (const day of moved.countByDay.keys()) Reflect.deleteProperty(next, dayAttribute(day));
  for (const by of moved.hiddenCounts.keys()) {
    Reflect.deleteProperty(next, hiddenAttribute(by));
    Reflect.deleteProperty(next, hiddenAtAttribute(by));
  }
  for (const name of ["i", "m", ...digestSetsV1]) Reflect.deleteProperty(next, name);
  next["x"] = { B: movedDenial };
  // Copies of what has moved are as old as this, or older.
  setNumber(next, "q", lastSeen);
  setNumber(next, "g", generationOf(item) + 1);
  setNumber(next, "v", itemVersion);
  setNumber(next, "sx", secondTtlSeconds);
  return {
    item: next,
    second: buildDetailsItem(fingerprint, item, second, moved, secondTtlSeconds),
  };
}
