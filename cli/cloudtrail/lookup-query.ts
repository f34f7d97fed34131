import { UsageError } from "../exit-codes.ts";

/** What is looked up in each Region. Times are epoch seconds and inclusive, as LookupEvents takes them. */
export interface LookupQuery {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** LookupEvents takes one attribute at most. */
  readonly attribute: LookupAttribute | null;
}

export interface LookupAttribute {
  readonly key: "EventId" | "EventSource" | "ReadOnly" | "Username";
  readonly value: string;
}

/** How far a Region was read: newest first, so that what is older is left. */
export interface LookupPosition {
  /** The second of the last event read. */
  readonly beforeSeconds: number;
  /** The events of that very second that were read. */
  readonly readIds: readonly string[];
}

export interface AttributeFlags {
  readonly readOnly?: string;
  readonly eventSource?: string;
  readonly user?: string;
}

/** The attribute that the flags ask for. Throws a `UsageError` for more than one. */
export function readLookupAttribute(flags: AttributeFlags): LookupAttribute | null {
  const { readOnly, eventSource, user } = flags;
  const given: LookupAttribute[] = [];
  if (readOnly !== undefined) {
    if (readOnly !== "true" && readOnly !== "false") {
      throw new UsageError(`--read-only takes true or false, not "${readOnly}"`);
    }
    given.push({ key: "ReadOnly", value: readOnly });
  }
  if (eventSource !== undefined) {
    const value = eventSource.includes(".") ? eventSource : `${eventSource}.amazonaws.com`;
    given.push({ key: "EventSource", value });
  }
  if (user !== undefined) given.push({ key: "Username", value: user });
  if (given.length > 1) {
    throw new UsageError(
      "CloudTrail looks up by one attribute at a time: give one of --read-only, --event-source and --user",
    );
  }
  return given[0] ?? null;
}
