/** A list whose elements are records of their own, streamed one by one: CloudTrail's log file, LookupEvents' answer, an array. */
export type ListKind = "Records" | "Events" | "array";

/** A stretch of the input, by its byte offsets; whoever reads it parses it. */
export type Frame =
  | {
      readonly kind: "value";
      readonly start: number;
      readonly end: number;
      /** The list that it is an element of; null at the top level. */
      readonly list: ListKind | null;
      /** False only where no string in it begins with "error", as every error field of a record does. */
      readonly namesError: boolean;
    }
  /** One line of plain text, without its line break; never blank. */
  | { readonly kind: "text"; readonly start: number; readonly end: number }
  /** What began as JSON and is none; single lines of it may still be good. */
  | {
      readonly kind: "broken";
      readonly start: number;
      readonly end: number;
      readonly list: ListKind | null;
      readonly reason: string;
    };

/** How far the framing has come; carried from one piece of an input to the next. */
export interface FrameCursor {
  /** The first byte that is not framed yet. */
  offset: number;
  list: ListKind | null;
  /** Behind broken JSON: skips what looks like more of it. */
  recovering: boolean;
}

export function startFraming(): FrameCursor {
  return { offset: 0, list: null, recovering: false };
}
