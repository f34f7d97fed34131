import { showInvisible } from "../shared/slack/show-invisible.ts";
import { UsageError } from "./exit-codes.ts";
import { translateAwsError } from "./translate-aws-error.ts";

/** What is said of whatever ends a command: one line, without a trace, safe for a terminal. */
export function describeFailure(error: unknown): string {
  const translated = error instanceof UsageError ? null : translateAwsError(error);
  if (translated !== null) return translated;
  return showInvisible(error instanceof Error ? error.message : String(error));
}
