import { describe, expect, test } from "vitest";
import { parseWebhookPayload } from "../../local/webhook-payload.ts";

const text = (length: number): object => ({ type: "mrkdwn", text: "x".repeat(length) });
const plain = (length: number): object => ({ type: "plain_text", text: "x".repeat(length) });
const section = (length: number): object => ({ type: "section", text: text(length) });
const button = (length: number): object => ({ type: "button", text: plain(length) });

function parse(payload: unknown): string {
  const parsed = parseWebhookPayload(JSON.stringify(payload), "application/json");
  return parsed.kind === "message" ? "ok" : parsed.word;
}

describe("parseWebhookPayload() takes and refuses what Slack does", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["text", { text: "hello" }, "ok"],
    ["blocks without text", { blocks: [section(1)] }, "ok"],
    ["nothing", {}, "no_text"],
    ["empty text", { text: "" }, "no_text"],
    ["empty blocks", { text: "", blocks: [] }, "no_text"],
    ["no object", ["x"], "invalid_payload"],
    ["text of another type", { text: 5 }, "invalid_payload"],
    [
      "101 attachments",
      { attachments: Array.from({ length: 101 }, () => ({})) },
      "too_many_attachments",
    ],
    ["an attachment", { attachments: [{ color: "danger", text: "x" }] }, "ok"],
    ["50 blocks", { blocks: Array.from({ length: 50 }, () => section(1)) }, "ok"],
    ["51 blocks", { blocks: Array.from({ length: 51 }, () => section(1)) }, "invalid_blocks"],
    ["section of 3,000", { blocks: [section(3000)] }, "ok"],
    ["section of 3,001", { blocks: [section(3001)] }, "invalid_blocks"],
    ["empty section", { blocks: [section(0)] }, "invalid_blocks"],
    ["section of nothing", { blocks: [{ type: "section" }] }, "invalid_blocks"],
    [
      "10 fields of 2,000",
      { blocks: [{ type: "section", fields: Array.from({ length: 10 }, () => text(2000)) }] },
      "ok",
    ],
    [
      "11 fields",
      { blocks: [{ type: "section", fields: Array.from({ length: 11 }, () => text(1)) }] },
      "invalid_blocks",
    ],
    ["a field of 2,001", { blocks: [{ type: "section", fields: [text(2001)] }] }, "invalid_blocks"],
    ["header of 150", { blocks: [{ type: "header", text: plain(150) }] }, "ok"],
    ["header of 151", { blocks: [{ type: "header", text: plain(151) }] }, "invalid_blocks"],
    ["header of mrkdwn", { blocks: [{ type: "header", text: text(1) }] }, "invalid_blocks"],
    [
      "11 context elements",
      { blocks: [{ type: "context", elements: Array.from({ length: 11 }, () => text(1)) }] },
      "invalid_blocks",
    ],
    ["button of 75", { blocks: [{ type: "actions", elements: [button(75)] }] }, "ok"],
    ["button of 76", { blocks: [{ type: "actions", elements: [button(76)] }] }, "invalid_blocks"],
    [
      "26 actions",
      { blocks: [{ type: "actions", elements: Array.from({ length: 26 }, () => button(1)) }] },
      "invalid_blocks",
    ],
    ["an accessory", { blocks: [{ ...section(1), accessory: button(1) }] }, "ok"],
    ["an unknown block", { blocks: [{ type: "marquee" }] }, "invalid_blocks"],
    ["an unknown property", { blocks: [{ type: "divider", colour: "red" }] }, "invalid_blocks"],
    [
      "two blocks of one id",
      {
        blocks: [
          { type: "divider", block_id: "a" },
          { type: "divider", block_id: "a" },
        ],
      },
      "invalid_blocks",
    ],
    [
      "rich text",
      {
        blocks: [
          {
            type: "rich_text",
            elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: "x" }] }],
          },
        ],
      },
      "ok",
    ],
  ];
  test.each(cases)("%s", (_name, payload, word) => {
    expect(parse(payload)).toBe(word);
  });

  test("no JSON", () => {
    expect(parseWebhookPayload("text=hello", "application/json")).toMatchObject({
      word: "invalid_payload",
    });
  });

  test("a form's payload", () => {
    const body = new URLSearchParams({ payload: '{"text":"a & b"}' }).toString();
    expect(parseWebhookPayload(body, "application/x-www-form-urlencoded")).toEqual({
      kind: "message",
      message: { text: "a & b" },
    });
  });

  test("what is wrong is said without the value", () => {
    const parsed = parseWebhookPayload(
      '{"blocks":[{"type":"header","text":{"type":"plain_text","text":7}}]}',
      "application/json",
    );
    expect(parsed).toMatchObject({
      problem: expect.stringContaining("blocks.0.text.text") as string,
    });
  });
});
