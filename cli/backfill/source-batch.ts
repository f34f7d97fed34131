import type { Occurrences } from "../../shared/history/occurrence.ts";

/** Something that a source was read through, for the checkpoint. */
export type SourceMark =
  /** An object or a file, by a digest of its name and version. */
  | { readonly done: string }
  /** A Region's position, as the source wrote it. */
  | { readonly region: string; readonly position: unknown };

/** What a source has read: denials by fingerprint, and the marks that are true once these are counted. */
export interface SourceBatch {
  readonly groups: readonly Occurrences[];
  readonly records: number;
  readonly marks: readonly SourceMark[];
  /** How far it is, from 0 to 1. */
  readonly progress: number;
  /** What could not be read, for people. */
  readonly problems: readonly string[];
}
