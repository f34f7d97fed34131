import { scanTail, type Tail } from "./tail.ts";

const tailOpenings = [
  "Encoded authorization failure message:",
  "Go to http",
  "(Service: ",
  "(RequestToken: ",
  "(HandlerErrorCode: ",
  "(SDK Attempt Count: ",
  "status code: ",
  "</",
];

/** The earliest position from which the rest of the text is a tail; the text's end where it has none. */
export function findTail(
  text: string,
  from: number,
  cutAtEnd: boolean,
): { readonly position: number; readonly tail: Tail | null } {
  let position = text.length;
  let tail: Tail | null = null;
  for (const opening of tailOpenings) {
    const at = text.lastIndexOf(opening, position);
    if (at < from || at >= position) continue;
    const found = scanTail(text, at, cutAtEnd);
    if (found === null) continue;
    position = at;
    tail = found;
  }
  return { position, tail };
}
