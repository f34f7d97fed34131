import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainFindings } from "../../../cli/explain/explain-findings.ts";
import { findInWindow } from "../../../cli/explain/find-in-window.ts";
import { startFraming } from "../../../cli/explain/frame.ts";
import type { Item } from "../../../cli/explain/item.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";

const settings = { json: true, all: true, width: 100, colour: false };

/** All items of a log file; `isVerified` lets records be passed over by their bytes alone. */
async function explainText(text: string, isVerified: boolean): Promise<readonly Item[]> {
  const bytes = Buffer.from(text);
  const window = { bytes, isLast: true, isVerified, firstLine: 1, failure: null, bytesRead: 0 };
  const found = findInWindow(window, startFraming(), { positions: 0 }, "a.json.gz", true);
  return await explainFindings([...found], settings);
}

/** Keys and texts that the quick look could take for what it looks for. */
const trickyKey = fc.constantFrom(
  "eventVersion",
  "eventID",
  "errorCode",
  "errorMessage",
  "ErrorCode",
  "ERRORCODE",
  "error",
  "Records",
  "a",
);
const trickyText = fc.constantFrom(
  '{"eventVersion":"1.11"',
  '},{"eventVersion":',
  '"errorCode":"AccessDenied"',
  "AccessDenied",
  "]}",
  "\\u0065",
  '\\"',
  "",
);
const trickyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    trickyText,
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(trickyKey, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const record = fc.oneof(
  fc
    .record({ requestParameters: trickyValue, responseElements: trickyValue })
    .map(buildPlainRecord),
  fc.record({ requestParameters: trickyValue }).map(buildDenialRecord),
  fc
    .record({ errorCode: fc.constantFrom("AccessDenied", "accessdenied", "NoSuchKey", null, 7) })
    .map(buildPlainRecord),
  fc.constant(buildPlainRecord({ responseElements: { errorCode: "AccessDenied" } })),
  fc.dictionary(trickyKey, trickyValue, { maxKeys: 4 }),
);

/** JSON may spell a key with escapes; CloudTrail does not, and it must not matter. */
const spelling = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replaceAll('"errorCode"', '"error\\u0043ode"'),
  (text: string) => text.replaceAll('"eventVersion"', '"eventVersio\\u006e"'),
);

describe("findInWindow()", () => {
  it("finds the same by a look at the bytes as by parsing everything", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 6 }),
        fc.constantFrom(undefined, 2),
        spelling,
        async (records, space, spell) => {
          const text = spell(JSON.stringify({ Records: records }, null, space));
          expect(await explainText(text, true)).toEqual(await explainText(text, false));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("passes over a record without error fields, and parses what has not gzip's word", async () => {
    const damaged = '{"Records":[{"eventVersion":"1.11" oops}]}';
    expect(await explainText(damaged, true)).toEqual([{ kind: "other", position: 1 }]);
    expect(await explainText(damaged, false)).toMatchObject([{ kind: "problem" }]);
  });

  it("names the line and the record of each problem, and counts it", async () => {
    const text = `${JSON.stringify(buildPlainRecord())}\n{"a" 1}\n{"Records":[{"eventVersion":"1.11"},\n{"b" 2}]}\n`;
    expect(await explainText(text, false)).toMatchObject([
      { kind: "other", position: 1 },
      { kind: "problem", place: "a.json.gz:2" },
      { kind: "other", position: 3 },
      { kind: "problem", place: "a.json.gz:4, record 4" },
    ]);
  });
});
