import type { CapturedMessage } from "../../local/captured-slack.ts";
import type { HiddenBy } from "../../local/hidden-tally.ts";

/** What a replay came to. Numbers of events by what became of each; the names are the outcomes of the handler. */
export interface ReplayResult {
  readonly records: number;
  readonly denials: number;
  readonly problems: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Null where a deployed function told them. */
  readonly messages: readonly CapturedMessage[] | null;
  readonly hidden: readonly HiddenBy[] | null;
}

/** The summary as `--json` prints it, last; its messages are lines of their own before it. */
export function resultJson({ messages, ...result }: ReplayResult): unknown {
  return {
    type: "summary",
    ...result,
    messages: messages === null ? null : countBy(messages.map(({ kind }) => kind)),
  };
}

export function messageJson(
  { at, kind, channel, text, message }: CapturedMessage,
  isWhole: boolean,
): unknown {
  return {
    type: "message",
    at: at.toISOString(),
    kind,
    channel,
    text,
    ...(isWhole ? { blocks: message.blocks ?? [] } : {}),
  };
}

/** How often each text is there, in the order of the first of each. */
export function countBy(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(counts);
}
