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
  ])("takes time linear in its input: %s", (_name, part) => {
    const quickest = (count: number): number => {
      const input = Buffer.from(part.repeat(count));
      return Math.min(
        ...Array.from({ length: 5 }, () => {
          const startedAt = performance.now();
          frameInPieces(input, []);
          return performance.now() - startedAt;
        }),
      );
    };
    quickest(2_000);
    // Quadratic time would make it 256 times as long.
    expect(quickest(64_000) / Math.max(quickest(4_000), 0.05)).toBeLessThan(100);
  });
});
