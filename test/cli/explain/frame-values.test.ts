import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startFraming } from "../../../cli/explain/frame.ts";
import { frameValues } from "../../../cli/explain/frame-values.ts";

interface Seen {
  readonly kind: string;
  readonly text: string;
}

/** Frames an input that comes in pieces of the given sizes, as a reader would. */
function frameInPieces(input: Buffer, sizes: readonly number[]): readonly Seen[] {
  const cursor = startFraming();
  const seen: Seen[] = [];
  let kept = Buffer.alloc(0);
  let from = 0;
  for (const size of [...sizes, input.length]) {
    const bytes = Buffer.concat([kept, input.subarray(from, from + size)]);
    from = Math.min(from + size, input.length);
    for (const frame of frameValues(bytes, cursor, from >= input.length)) {
      seen.push({ kind: frame.kind, text: bytes.toString("utf8", frame.start, frame.end) });
    }
    kept = bytes.subarray(cursor.offset);
    cursor.offset = 0;
    if (from >= input.length) break;
  }
  return seen;
}

const frameWhole = (text: string): readonly Seen[] => frameInPieces(Buffer.from(text), []);

describe("frameValues()", () => {
  it.each<[string, readonly string[]]>([
    ["", []],
    ['{"a":1}', ['value {"a":1}']],
    ['{"a":"}{]["}{"b":"\\"}"}', ['value {"a":"}{]["}', 'value {"b":"\\"}"}']],
    ['{"Records":[{"a":1},{"b":[2]}]}', ['value {"a":1}', 'value {"b":[2]}']],
    ['{ "Events" : [ {"a":1} ], "NextToken" : "]}" }\nx', ['value {"a":1}', "text x"]],
    ['[{"a":1},"b",3,null]', ['value {"a":1}', 'value "b"', "value 3", "value null"]],
    ['{"x":0,"Records":[{"a":1}]}', ['value {"x":0,"Records":[{"a":1}]}']],
    ["one\r\n\n  two  ", ["text one\r", "text two  "]],
    ["[ERROR] not json\n{not json}\n{}", ["text [ERROR] not json", "text {not json}", "value {}"]],
    ['{"a":"x\n{"b":1}', ['broken {"a":"x', 'value {"b":1}']],
    ['{"a":"x\n  "b":1\n}\ntext', ['broken {"a":"x', "text text"]],
    ['{"Records":[{"a":1},{"b"', ['value {"a":1}', 'broken {"b"']],
    ['{"Records":[{"a":1}', ['value {"a":1}', "broken "]],
  ])("frames %j", (text, expected) => {
    expect(frameWhole(text).map((seen) => `${seen.kind} ${seen.text}`)).toEqual(expected);
  });

  const token = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    "\\",
    ",",
    ":",
    "\n",
    " ",
    "a",
    "1",
    "é",
    '{"Records":[',
    '{"eventVersion":"1.11"}',
    "]}",
    '"x"',
    "[{",
    "\r\n",
  );
  const anyText = fc.array(token, { maxLength: 60 }).map((parts) => parts.join(""));

  it("frames the same whether it comes whole or in pieces", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 }),
        (text, sizes) => {
          const input = Buffer.from(text);
          expect(frameInPieces(input, sizes)).toEqual(frameInPieces(input, []));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("frames any list of values, however it is laid out", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue().filter((value) => typeof value === "object" && value !== null)),
        fc.constantFrom(undefined, 1, 2, "\t"),
        fc.boolean(),
        (values, space, inRecords) => {
          const text = JSON.stringify(inRecords ? { Records: values } : values, null, space);
          const frames = frameWhole(text);
          expect(frames.map(({ text: part }) => JSON.parse(part) as unknown)).toEqual(
            JSON.parse(JSON.stringify(values)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["unended objects", '{"a":\n'],
    ["unended strings", '{"a":"\n'],
    ["unended lists", '{"Records":[\n'],
    ["closed brackets", "}]\n"],
    ["open brackets", "[["],
    ["escapes", '{"\\\\\\'],
    ["short values", '{"a":1}\n'],
  ])("reads each byte a bounded number of times: %s", (_name, part) => {
    const readsForEach = (count: number): number => {
      const input = Buffer.from(part.repeat(count));
      return countReads(input) / input.length;
    };
    // A look at a list's head is bounded by itself; four times the input is read no oftener byte for byte.
    expect(readsForEach(8_000)).toBeLessThan(1.1 * readsForEach(2_000) + 1);
  });
});

/** How many bytes are looked at while an input is framed, those passed by searches included. */
function countReads(input: Buffer): number {
  let reads = 0;
  const counted = new Proxy(input, {
    get: (target, name) => {
      if (name === "indexOf") {
        return (byte: number, from: number): number => {
          const found = target.indexOf(byte, from);
          reads += (found === -1 ? target.length : found) - from;
          return found;
        };
      }
      if (typeof name === "string" && /^\d+$/.test(name)) reads++;
      return Reflect.get(target, name, target) as unknown;
    },
  });
  const frames = [...frameValues(counted, startFraming(), true)];
  expect(frames.length).toBeGreaterThan(0);
  return reads;
}
