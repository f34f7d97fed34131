/** What a command's exit code means; the same for every command. */
export const exitCodes = {
  done: 0,
  /** It ran, and something in the input or in AWS did not go well; what and where was said. */
  failed: 1,
  /** The command line, a file or a setting is wrong; nothing was done. */
  usage: 2,
} as const;

/** A mistake in how a command was called: its message is shown as it is, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
