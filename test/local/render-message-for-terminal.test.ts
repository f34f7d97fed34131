import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth } from "../../local/display-width.ts";
import { renderMessageForTerminal } from "../../local/render-message-for-terminal.ts";
import type { WebhookMessage } from "../../local/webhook-payload.ts";
import { anyCharacter } from "../support/any-character.ts";

/** A colour, or the begin or the end of a link to the web. */
const ownSequence = /\p{Cc}\[\d+m|\p{Cc}\]8;;(?:https?:[!-~]*)?\p{Cc}\\/gu;
const plainLook = { width: 60, hasColours: false };

const message: WebhookMessage = {
  text: "fallback",
  blocks: [
    { type: "header", text: { type: "plain_text", text: "🟠 Deploy may not s3:PutObject" } },
    {
      type: "section",
      text: {
        type: "mrkdwn",
        text: "*Why:* no policy allows `s3:PutObject`, so it is denied by default.",
      },
      fields: [{ type: "mrkdwn", text: "*Who*\nRole `Deploy`\nsession `ci`" }],
    },
    {
      type: "context",
      elements: [{ type: "mrkdwn", text: "<https://a.example/|The docs>" }],
    },
    { type: "section", text: { type: "mrkdwn", text: "*Run:*\n```aws sts x\n  --y```" } },
    {
      type: "actions",
      elements: [
        { type: "button", text: { type: "plain_text", text: "Mute" }, url: "https://a.example/m" },
      ],
    },
  ],
};

test("renderMessageForTerminal() shows the blocks in order, without colours", () => {
  expect(renderMessageForTerminal(message, plainLook)).toEqual([
    "│ 🟠 Deploy may not s3:PutObject",
    "│ Why: no policy allows s3:PutObject, so it is denied by",
    "│ default.",
    "│ Who: Role Deploy, session ci",
    "│ The docs",
    "│ Run:",
    "│     aws sts x",
    "│       --y",
    "│ [Mute] https://a.example/m",
  ]);
});

test("renderMessageForTerminal() says the same with colours, and links", () => {
  const coloured = renderMessageForTerminal(message, { width: 60, hasColours: true });
  expect(coloured.map((line) => stripVTControlCharacters(line))).toEqual(
    renderMessageForTerminal(message, plainLook),
  );
  expect(coloured.join("\n")).toContain("\u001b]8;;https://a.example/\u001b\\");
});

test("renderMessageForTerminal() shows the text where there are no blocks", () => {
  expect(renderMessageForTerminal({ text: "a *b*" }, plainLook)).toEqual(["│ a b"]);
});

describe("renderMessageForTerminal() for hostile texts", () => {
  const unit = fc.oneof(
    fc.constantFrom(
      "\u001b[2J",
      "\u009b31m",
      "\r",
      "\u0007",
      "\u202e",
      "\u200b",
      "`",
      "*",
      "<",
      ">",
      "|",
      "\n",
      "漢",
      "👩‍👧",
    ),
    fc.constantFrom("word ", "https://a.example/", "\u001b]8;;https://evil.example\u0007"),
    fc.string({ maxLength: 3, unit: anyCharacter }),
  );
  const texts = fc.array(unit, { minLength: 1, maxLength: 80 }).map((parts) => parts.join(""));

  test("no control character, nothing invisible, no line wider than the terminal", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 100 }), (text, width) => {
        const hostile: WebhookMessage = {
          blocks: [
            { type: "header", text: { type: "plain_text", text } },
            { type: "section", text: { type: "mrkdwn", text }, fields: [{ type: "mrkdwn", text }] },
          ],
        };
        for (const line of renderMessageForTerminal(hostile, { width, hasColours: false })) {
          expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("no escape sequence of the text's own among the colours", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const lines = renderMessageForTerminal({ text }, { width: 80, hasColours: true });
        const rest = lines.join("\n").replace(ownSequence, "");
        for (const control of ["\u001b", "\u009b", "\u0007", "\r"]) {
          expect(rest).not.toContain(control);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("renderMessageForTerminal() keeps the selector of an emoji, and shows any other", () => {
  const text = "\u26a0\ufe0f Careful\ufe0f \ufe0f";
  expect(renderMessageForTerminal({ text, blocks: [] }, plainLook)).toEqual([
    "│ \u26a0\ufe0f Careful[U+FE0F] [U+FE0F]",
  ]);
});
