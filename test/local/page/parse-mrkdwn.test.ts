import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MrkdwnNode } from "../../../local/page/mrkdwn-node.ts";
import { parseMrkdwn } from "../../../local/page/parse-mrkdwn.ts";
import { countTextWork } from "../../support/count-text-work.ts";
import { anyCharacter } from "../../support/any-character.ts";

/** A short notation: b(...) i(...) s(...) q(...) c(...) pre(...) a(url|text) @(...) e(...) and / for a line break. */
function note(nodes: readonly MrkdwnNode[]): string {
  return nodes.map(noteOne).join("");
}

function noteOne(node: MrkdwnNode): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "link":
      return `a(${node.url}|${node.text})`;
    case "mention":
      return `@(${node.text})`;
    case "emoji":
      return `e(${node.character})`;
    case "line-break":
      return "/";
    default: {
      const name = {
        bold: "b",
        italic: "i",
        strike: "s",
        quote: "q",
        code: "c",
        preformatted: "pre",
      };
      return `${name[node.kind]}(${note(node.children)})`;
    }
  }
}

describe("parseMrkdwn() reads what Slack reads", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["", ""],
    ["plain", "plain"],
    ["*bold* _italic_ ~gone~", "b(bold) i(italic) s(gone)"],
    ["*_both_*", "b(i(both))"],
    ["_*both*_ and on", "i(b(both)) and on"],
    ["*not bold", "*not bold"],
    ["* not bold *", "* not bold *"],
    ["2*3*4", "2*3*4"],
    ["snake_case_name", "snake_case_name"],
    ["(*bold*), then", "(b(bold)), then"],
    ["*a* *b*", "b(a) b(b)"],
    ["**", "**"],
    ["****", "****"],
    ["*a\nb*", "*a/b*"],
    ["`code *not bold*`", "c(code *not bold*)"],
    ["*bold `code` bold*", "b(bold c(code) bold)"],
    ["`open", "`open"],
    ["``", "``"],
    ["a\nb", "a/b"],
    ["```\nx\n y\n```", "pre(x\n y)"],
    ["a\n```x```\nb", "apre(x)b"],
    ["```open", "```open"],
    ["```a``` *b* ```c```", "pre(a) b(b) pre(c)"],
    ["&gt; quoted\n> more\nout", "q(quoted/more)out"],
    ["&gt;*b*", "q(b(b))"],
    ["a &gt; b", "a > b"],
    ["&lt;b&gt; &amp;amp; &quot;", "<b> &amp; &quot;"],
    ["<https://a.example|label>", "a(https://a.example|label)"],
    [
      "<https://a.example/?a=1&amp;b=2>",
      "a(https://a.example/?a=1&b=2|https://a.example/?a=1&b=2)",
    ],
    ["<http://a.example|a &lt; b>", "a(http://a.example|a < b)"],
    ["*<https://a.example|label>*", "b(a(https://a.example|label))"],
    ["`<https://a.example|label>`", "c(a(https://a.example|label))"],
    ["<javascript:alert(1)|label>", "<javascript:alert(1)|label>"],
    ["<data:text/html,x|label>", "<data:text/html,x|label>"],
    ["<mailto:a@b.example|write>", "write"],
    ["<b>", "<b>"],
    ["<!here> <!channel|x> <@U012AB> <#C01|general>", "@(@here) @(x) @(@U012AB) @(#general)"],
    ["`<!everyone>`", "c(@(@everyone))"],
    ["<!subteam^S01|@team>", "@(@team)"],
    ["<!date^1392734382^{date}|18 Feb>", "18 Feb"],
    [":warning: :nope: 12:30:45", "e(⚠️) :nope: 12:30:45"],
    ["see https://a.example/x.", "see a(https://a.example/x|https://a.example/x)."],
    ["xhttps://a.example", "xhttps://a.example"],
    ["<<https://a.example>>", "<a(https://a.example|https://a.example)>"],
  ];
  test.each(cases)("%j", (text, expected) => {
    expect(note(parseMrkdwn(text))).toBe(expected);
  });

  test("bare addresses stay text where the text is verbatim", () => {
    expect(note(parseMrkdwn("https://a.example", true))).toBe("https://a.example");
  });
});

const marks = fc.constantFrom(
  "*",
  "_",
  "~",
  "`",
  "```",
  "<",
  ">",
  "|",
  "&gt;",
  "&",
  ":",
  "\n",
  " ",
);
const pieces = fc.array(
  fc.oneof(marks, fc.constantFrom("!here", "@U1", "https://a.example", "x", "é", "😀")),
  {
    maxLength: 60,
  },
);

test("parseMrkdwn() makes links of web addresses only, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((parts) => parts.join("")),
        fc.string({ unit: anyCharacter }),
      ),
      (text) => {
        for (const url of urlsIn(parseMrkdwn(text))) expect(url).toMatch(/^https?:/i);
      },
    ),
    { numRuns: 500 },
  );
});

test("parseMrkdwn() shows an escaped text as it was, and mentions nobody", () => {
  const escape = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const letters = fc.string({
    unit: fc.constantFrom("a", "B", "<", ">", "&", "!", "|", "@", "#", " "),
  });
  fc.assert(
    fc.property(letters, (text) => {
      const shown = note(parseMrkdwn(`. ${escape(text)}`));
      expect(shown).toBe(`. ${text}`);
    }),
  );
});

test.each([
  "*a ",
  "_*~",
  "`",
  "<",
  "<a",
  "<!",
  "<https://a.example|",
  "&gt;\n",
  "```",
  ":a",
  "http://[",
  "h",
  "<<!here>",
])("parseMrkdwn() looks at text in proportion to the length of many %j", (part) => {
  const work = (length: number): number => {
    const text = part.repeat(Math.ceil(length / part.length));
    return countTextWork(() => parseMrkdwn(text));
  };
  // Four times the length: four times the work; a square would be 16 times.
  expect(work(40_000)).toBeLessThan(6 * work(10_000));
});

function urlsIn(nodes: readonly MrkdwnNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "link") return [node.url];
    return "children" in node ? urlsIn(node.children) : [];
  });
}
