import { describe, expect, it } from "vitest";
import { wrapText } from "../../../cli/explain/wrap-text.ts";

describe("wrapText()", () => {
  it.each<[string, number, readonly string[]]>([
    ["", 10, [""]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 80, ["one two three"]],
    ["arn:aws:s3:::a-long-name is whole", 10, ["arn:aws:s3:::a-long-name", "is whole"]],
    ["  spaces   fold  ", 80, ["spaces fold"]],
  ])("wraps %j at %d", (text, width, expected) => {
    expect(wrapText(text, width)).toEqual(expected);
  });
});
