import { describe, expect, test } from "vitest";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { slackLimits, validateSlackMessage } from "../../../shared/slack/validate-message.ts";

const mrkdwn = (text: string): object => ({ type: "mrkdwn", text });
const plain = (text: string): object => ({ type: "plain_text", text });
const section = (text: string): object => ({ type: "section", text: mrkdwn(text) });
const button = (overrides: object): object => ({
  type: "actions",
  elements: [{ type: "button", text: plain("Open"), ...overrides }],
});
const x = (length: number): string => "x".repeat(length);

describe("validateSlackMessage()", () => {
  test.each<readonly [string, readonly object[]]>([
    ["no blocks", []],
    ["a header at its limit", [{ type: "header", text: plain(x(slackLimits.header)) }]],
    ["a section at its limit", [section(x(slackLimits.sectionText))]],
    [
      "ten fields",
      [{ type: "section", fields: Array.from({ length: 10 }, () => mrkdwn(x(2000))) }],
    ],
    ["fifty blocks", Array.from({ length: 50 }, () => ({ type: "divider" }))],
    ["a button", [button({ url: "https://docs.aws.amazon.com/", value: x(2000) })]],
    ["a link, entities and code", [section("<https://a.example|b> &amp; `c` ```d\n`e`\n```")]],
  ])("takes %s", (_, blocks) => {
    expect(validateSlackMessage({ text: "a", blocks })).toEqual([]);
  });

  test.each<readonly [string, unknown]>([
    ["no message", null],
    ["no text", { blocks: [] }],
    ["an empty text", { text: "", blocks: [] }],
    ["a long text", { text: x(40_001) }],
    ["an unknown key", { text: "a", channel: "b" }],
  ])("refuses %s", (_, message) => {
    expect(validateSlackMessage(message)).not.toEqual([]);
  });

  test.each<readonly [string, object | readonly object[]]>([
    ["a long header", { type: "header", text: plain(x(151)) }],
    ["mrkdwn in a header", { type: "header", text: mrkdwn("a") }],
    ["a long section", section(x(3001))],
    ["an empty section", section("")],
    ["a section of nothing", { type: "section" }],
    ["eleven fields", { type: "section", fields: Array.from({ length: 11 }, () => mrkdwn("a")) }],
    ["a long field", { type: "section", fields: [mrkdwn(x(2001))] }],
    ["no fields", { type: "section", fields: [] }],
    [
      "eleven context elements",
      { type: "context", elements: Array.from({ length: 11 }, () => mrkdwn("a")) },
    ],
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
    ["a long block_id", { type: "divider", block_id: x(256) }],
    ["equal block_ids", [1, 2].map(() => ({ type: "divider", block_id: "a" }))],
    ["a long button text", button({ text: plain(x(76)) })],
    ["a long button url", button({ url: `https://a.example/${x(3000)}` })],
    ["a long button value", button({ value: x(2001) })],
    ["an unknown block", { type: "carousel", elements: [] }],
    ["an unknown property", { type: "divider", color: "red" }],
    ["a lone surrogate", section("a\uD83D")],
    ["a cut entity", section("a &am")],
    ["a bare ampersand", section("a & b")],
    ["a live mention", section("<!channel>")],
    ["a live user", section("<@U012>")],
    ["an open bracket", section("a < b")],
    ["an open code span", section("a `b")],
    ["an open code block", section("a ```b")],
  ])("refuses %s", (_, blocks) => {
    expect(validateSlackMessage({ text: "a", blocks: [blocks].flat() })).not.toEqual([]);
  });

  test("says where", () => {
    expect(validateSlackMessage({ text: "a", blocks: [section("<!here>")] })).toEqual([
      "blocks.0.text.text: holds a live mention or a link that is none",
    ]);
  });
});

describe("asPlainText()", () => {
  test("keeps the text of a message without blocks", () => {
    expect(asPlainText({ text: "a &amp; b", blocks: [] })).toEqual({
      text: "a &amp; b",
      blocks: [],
    });
  });

  test("escapes plain text and keeps mrkdwn", () => {
    expect(
      asPlainText({
        text: "a",
        blocks: [
          { type: "header", text: { type: "plain_text", text: "<!here> *b* :tada:" } },
          { type: "divider" },
          { type: "context", elements: [{ type: "mrkdwn", text: "`c` &amp;" }] },
        ],
      }).text,
    ).toBe("*&lt;!here&gt; ∗b∗ ꞉tada:*\n`c` &amp;");
  });

  test("drops whole parts where there is too much", () => {
    const blocks = Array.from({ length: 20 }, () => ({
      type: "section" as const,
      text: { type: "mrkdwn" as const, text: `\`\`\`${x(2900)}\`\`\`` },
    }));
    const { text } = asPlainText({ text: "a", blocks });
    expect(text.length).toBeGreaterThan(25_000);
    expect(validateSlackMessage({ text })).toEqual([]);
  });
});
