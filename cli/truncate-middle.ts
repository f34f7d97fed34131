import { displayWidth, graphemes } from "../local/display-width.ts";

/** The text in at most `width` terminal columns, its middle left out: an ARN's ends are what tells it from others. */
export function truncateMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return "";
  const parts = graphemes(text);
  const room = width - 1;
  const end = take(parts.toReversed(), Math.ceil(room / 2)).toReversed();
  const start = take(parts, room - displayWidth(end.join("")));
  return `${start.join("")}…${end.join("")}`;
}

/** The text in at most `width` terminal columns, cut at its end. */
export function truncateEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? "" : `${take(graphemes(text), width - 1).join("")}…`;
}

function take(parts: readonly string[], width: number): readonly string[] {
  const taken: string[] = [];
  let used = 0;
  for (const part of parts) {
    used += displayWidth(part);
    if (used > width) break;
    taken.push(part);
  }
  return taken;
}
