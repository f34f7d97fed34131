/** One thing to read: a file, or standard input and its like, whose size nobody knows beforehand. */
export interface Source {
  /** As it is named in messages. */
  readonly label: string;
  /** Null for standard input. */
  readonly path: string | null;
  /** Bytes of a regular file; null for a pipe. */
  readonly size: number | null;
}
