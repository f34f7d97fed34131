/** One thing that is wrong with a config file. */
export interface ConfigProblem {
  /** `mutes[2].principal`; empty for the file as a whole. */
  readonly path: string;
  /** Where that is in the file, or where it belongs: both count from 1. */
  readonly line: number;
  readonly column: number;
  /** What is there, shortened; null where nothing is or where it says nothing. Never the URL of a webhook. */
  readonly value: string | null;
  /** What is allowed there. */
  readonly message: string;
}

/** A problem on one line, as editors and people read it: `FILE:LINE:COLUMN: path value: message`. */
export function formatConfigProblem(problem: ConfigProblem, file: string): string {
  const { path, line, column, value, message } = problem;
  const subject = [path, value].filter((part) => part !== null && part !== "").join(" ");
  return `${file}:${line}:${column}: ${subject === "" ? "" : `${subject}: `}${message}`;
}
