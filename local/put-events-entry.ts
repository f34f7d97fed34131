import { z } from "zod";

/** A member that is null counts as left out, as in every AWS JSON protocol. */
const text = z.string().nullish();

/** One entry as it is sent: every member may be missing, none may be of another type. */
export const putEventsEntrySchema = z.object({
  /** Epoch seconds, fractions allowed. */
  Time: z.number().min(-8.64e12).max(8.64e12).nullish(),
  Source: text,
  Resources: z.array(z.string()).nullish(),
  DetailType: text,
  Detail: text,
  EventBusName: text,
});

export type PutEventsEntry = z.infer<typeof putEventsEntrySchema>;

export interface EntryError {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

export type CheckedEntry =
  | {
      readonly kind: "valid";
      readonly source: string;
      readonly detailType: string;
      readonly detail: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "refused"; readonly error: EntryError };

/** What EventBridge checks of each entry by itself ("PutEventsResultEntry", EventBridge API Reference). */
export function checkPutEventsEntry(entry: PutEventsEntry): CheckedEntry {
  const { Source: source, DetailType: detailType, Detail: detail } = entry;
  if (!source) return missing("Source");
  if (!detailType) return missing("DetailType");
  if (!detail) return missing("Detail");
  const parsed = parseObject(detail);
  return parsed === null
    ? refused("MalformedDetail", "Detail is malformed.")
    : { kind: "valid", source, detailType, detail: parsed };
}

/** An entry's size as EventBridge counts it ("Calculating PutEvents event entry size", EventBridge User Guide). */
export function measurePutEventsEntry(entry: PutEventsEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce((sum, part) => sum + Buffer.byteLength(part ?? "", "utf8"), 0);
  return bytes + (entry.Time === undefined || entry.Time === null ? 0 : 14);
}

function missing(name: string): CheckedEntry {
  return refused(
    "InvalidArgument",
    `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  );
}

function refused(code: string, message: string): CheckedEntry {
  return { kind: "refused", error: { ErrorCode: code, ErrorMessage: message } };
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : null;
}
