import { z } from "zod";
import { digestPeriods } from "../delivery/digest.ts";
import { weekdays } from "../delivery/due-digest.ts";
import { wholeNumber } from "./field-schemas.ts";

const schedule = z.enum([...digestPeriods, "off"]);
const hourUtc = wholeNumber(0, 23);
const weekday = z.enum(weekdays);
const ofWeekly = "For a weekly digest.";

/** When digests are told. */
export const digestSchema = z.strictObject({
  schedule: schedule.default("weekly"),
  hourUtc: hourUtc.default(8),
  weekday: weekday.default("monday").describe(ofWeekly),
});

/** When one webhook's are: what is absent is as for all. */
export const ownDigestSchema = z.strictObject({
  schedule: schedule.optional(),
  hourUtc: hourUtc.optional(),
  weekday: weekday.optional().describe(ofWeekly),
});
