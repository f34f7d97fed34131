import type { Entry } from "./entry.ts";
import type { Finding } from "./finding.ts";
import type { Frame, FrameCursor } from "./frame.ts";
import { frameValues } from "./frame-values.ts";
import { createLineCounter } from "./line-counter.ts";
import { mayBeDenial } from "./may-be-denial.ts";
import { parseJson } from "./parse-json.ts";
import type { Window } from "./read-windows.client.ts";
import { salvageLines } from "./salvage-lines.ts";
import { unwrapValue } from "./unwrap-value.ts";

/** How a record begins in CloudTrail's own log files. */
const recordHead = Buffer.from('{"eventVersion":');

/**
 * What a window holds, in order; `count` goes on from window to window. In a log file that gzip's checksum vouches
 * for, a record whose bytes show no denial is counted, and neither parsed nor, without `all`, told.
 */
export function* findInWindow(
  window: Window,
  cursor: FrameCursor,
  count: { positions: number },
  label: string,
  all: boolean,
): Generator<Finding, void> {
  const { bytes } = window;
  const lineAt = createLineCounter(bytes, window.firstLine);

  for (const frame of frameValues(bytes, cursor, window.isLast)) {
    if (frame.kind !== "value" || frame.list !== "Records" || !beginsRecord(bytes, frame.start)) {
      yield* find(frame);
      continue;
    }
    const position = ++count.positions;
    const text = textOf(frame);
    if (text !== null) yield { kind: "json", position, place: placeOf(frame), text };
    else if (all) yield { kind: "other", position };
  }
  if (window.failure !== null) yield { kind: "problem", place: label, reason: window.failure };

  /** A record's JSON; null where a look at it tells that it is no denial. */
  function textOf(frame: Extract<Frame, { readonly kind: "value" }>): string | null {
    if (window.isVerified && !frame.namesError) return null;
    const text = bytes.toString("utf8", frame.start, frame.end);
    return window.isVerified && !mayBeDenial(text) ? null : text;
  }

  function* find(frame: Frame): Generator<Finding, void> {
    if (frame.kind === "text") {
      yield* findEntries(readLine(bytes, frame), frame);
    } else if (frame.kind === "broken") {
      if (frame.end > frame.start) count.positions++;
      yield {
        kind: "problem",
        place: placeOf(frame),
        reason: `it is no valid JSON: ${frame.reason}`,
      };
      for (const line of salvageLines(bytes, frame.start, frame.end)) yield* find(line);
    } else {
      const parsed = parseJson(bytes.toString("utf8", frame.start, frame.end));
      if (parsed !== undefined) yield* findEntries(unwrapValue(parsed), frame);
      else yield* find({ ...frame, kind: "broken", reason: "it does not parse" });
    }
  }

  function* findEntries(entries: readonly Entry[], frame: Frame): Generator<Finding, void> {
    for (const entry of entries) {
      const position = ++count.positions;
      yield { kind: "entry", position, place: placeOf(frame), entry };
    }
  }

  function placeOf(frame: Frame): string {
    const line = `${label}:${lineAt(frame.start)}`;
    const isElement = frame.kind !== "text" && frame.list !== null;
    return isElement ? `${line}, record ${count.positions}` : line;
  }
}

function beginsRecord(bytes: Buffer, start: number): boolean {
  for (let i = 0; i < recordHead.length; i++) {
    if (bytes[start + i] !== recordHead[i]) return false;
  }
  return true;
}

/** One line of error text; a JSON string is what it quotes. */
function readLine(bytes: Buffer, frame: Frame): readonly Entry[] {
  const message = bytes.toString("utf8", frame.start, frame.end).trim();
  if (message === "") return [];
  const quoted = message.startsWith('"') && message.endsWith('"') ? parseJson(message) : undefined;
  if (typeof quoted === "string") return unwrapValue(quoted);
  return [{ kind: "message", message, errorCode: null }];
}
