import { describe, expect, test } from "vitest";
import { viewMessage } from "../../../local/page/view-message.ts";
import type { ViewNode } from "../../../local/page/view-node.ts";
import { parseWebhookPayload } from "../../../local/webhook-payload.ts";

/** The nodes as HTML-like text, for people to compare. */
function print(node: ViewNode): string {
  if (typeof node === "string") return node;
  const { tag, className, href, label, colour, children } = node;
  const attributes = Object.entries({ class: className, href, label, colour })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}=${String(value)}`);
  return `<${tag}${attributes.join("")}>${children.map(print).join("")}</${tag}>`;
}

function show(message: unknown): string {
  const parsed = parseWebhookPayload(JSON.stringify(message), "application/json");
  if (parsed.kind === "refused") throw new Error(parsed.problem);
  return viewMessage(parsed.message).map(print).join("\n");
}

const mrkdwn = (text: string): object => ({ type: "mrkdwn", text });
const plain = (text: string): object => ({ type: "plain_text", text });

describe("viewMessage()", () => {
  const cases: readonly (readonly [string, object, string])[] = [
    ["text", { text: "*a*\nb" }, "<div class=text><b>a</b><br></br>b</div>"],
    ["blocks win over text", { text: "for the phone", blocks: [{ type: "divider" }] }, "<hr></hr>"],
    [
      "header, with emoji",
      { blocks: [{ type: "header", text: plain(":lock: a *b*") }] },
      "<h3 class=header><span class=emoji label=lock>🔒</span> a *b*</h3>",
    ],
    [
      "header, without",
      { blocks: [{ type: "header", text: { ...plain(":lock:"), emoji: false } }] },
      "<h3 class=header>:lock:</h3>",
    ],
    [
      "section with fields",
      { blocks: [{ type: "section", text: mrkdwn("a"), fields: [mrkdwn("*b*"), plain("*c*")] }] },
      "<div class=section><div class=text>a</div><div class=fields><div class=field><b>b</b></div><div class=field>*c*</div></div></div>",
    ],
    [
      "section with a button",
      {
        blocks: [
          {
            type: "section",
            text: mrkdwn("a"),
            accessory: { type: "button", text: plain("Go"), url: "https://a.example/" },
          },
        ],
      },
      "<div class=section with-accessory><div class=main><div class=text>a</div></div><a class=button default href=https://a.example/>Go</a></div>",
    ],
    [
      "a button that leads nowhere safe",
      {
        blocks: [
          {
            type: "actions",
            elements: [
              { type: "button", text: plain("Go"), url: "javascript:alert(1)", style: "danger" },
            ],
          },
        ],
      },
      "<div class=actions><span class=button danger>Go</span></div>",
    ],
    [
      "context with a picture, which is not loaded",
      {
        blocks: [
          {
            type: "context",
            elements: [
              mrkdwn("a"),
              { type: "image", image_url: "https://a.example/x.png", alt_text: "cat" },
            ],
          },
        ],
      },
      "<div class=context><div>a</div><a class=picture href=https://a.example/x.png>🖼 cat</a></div>",
    ],
    [
      "rich text",
      {
        blocks: [
          {
            type: "rich_text",
            elements: [
              {
                type: "rich_text_section",
                elements: [
                  { type: "text", text: "a", style: { bold: true, code: true } },
                  { type: "link", url: "javascript:x", text: "no" },
                  { type: "broadcast", range: "here" },
                ],
              },
              { type: "rich_text_preformatted", elements: [{ type: "text", text: "x\ny" }] },
            ],
          },
        ],
      },
      "<div class=section><p><b><code><span>a</span></code></b>no<span class=mention>@here</span></p><pre><span>x<br></br>y</span></pre></div>",
    ],
    [
      "attachment with its bar",
      {
        attachments: [
          { color: "danger", title: "T", title_link: "https://a.example/", text: "_x_" },
        ],
      },
      "<div class=attachment colour=e01e5a><div class=title><a href=https://a.example/>T</a></div><div class=text><em>x</em></div></div>",
    ],
    [
      "attachment with a colour that is none",
      { attachments: [{ color: "red;}", fallback: "f" }] },
      "<div class=attachment><div class=text>f</div></div>",
    ],
  ];
  test.each(cases)("%s", (_name, message, expected) => {
    expect(show(message)).toBe(expected);
  });
});
