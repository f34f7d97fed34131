/** How output looks where it goes. */
export interface Terminal {
  /** Characters a line; Infinity where the output is no terminal, so that nothing is cut for `grep`. */
  readonly width: number;
  readonly colour: boolean;
}

/** What standard output is: COLUMNS and NO_COLOR have the say over what it seems to be. */
export function readTerminal({ stdout, env }: Pick<NodeJS.Process, "stdout" | "env">): Terminal {
  const columns = Number(env["COLUMNS"] ?? "");
  const width = columns > 0 ? columns : stdout.isTTY ? stdout.columns || 80 : Infinity;
  return { width, colour: stdout.isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb" };
}
