/** Not now; the channel is free again at `dueMilliseconds`, epoch milliseconds. */
export interface NotTold {
  readonly kind: "not-told";
  readonly dueMilliseconds: number;
  readonly reason: string;
}

/** What became of one message in one channel. */
export type MessageOutcome =
  /** `failuresBefore`: the channel's failed posts in a row before it, which `forgetFailures` sets to none. */
  { readonly kind: "told"; readonly failuresBefore: number } | NotTold;
