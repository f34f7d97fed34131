import type { Attachment, WebhookMessage } from "../webhook-payload.ts";
import { isWebAddress } from "./parse-angle-brackets.ts";
import { viewBlock } from "./view-block.ts";
import { viewMrkdwn } from "./view-mrkdwn.ts";
import { element, type ViewNode } from "./view-node.ts";

const colours: ReadonlyMap<string, string> = new Map([
  ["good", "2eb67d"],
  ["warning", "ecb22e"],
  ["danger", "e01e5a"],
]);

/** A message as Slack shows it: its blocks where it has some (the text is for notifications then), else its text. */
export function viewMessage({ text, blocks, attachments }: WebhookMessage): readonly ViewNode[] {
  const body =
    blocks !== undefined && blocks.length > 0
      ? blocks.map(viewBlock)
      : text === undefined || text === ""
        ? []
        : [element("div.text", viewMrkdwn(text))];
  return [...body, ...(attachments ?? []).map(viewAttachment)];
}

function viewAttachment(attachment: Attachment): ViewNode {
  const { color = "", pretext, title, title_link: link, text, fields, footer } = attachment;
  const colour = colours.get(color) ?? /^#?([0-9a-f]{6})$/i.exec(color)?.[1] ?? null;
  const content: readonly ViewNode[] = [
    ...viewPart("div.text", pretext),
    ...(title === undefined
      ? []
      : [
          element("div.title", [
            link !== undefined && isWebAddress(link)
              ? element("a", [title], { href: link })
              : title,
          ]),
        ]),
    ...(attachment.blocks ?? []).map(viewBlock),
    ...viewPart("div.text", text),
    ...(fields === undefined
      ? []
      : [
          element(
            "div.fields",
            fields.map((field) =>
              element("div.field", [
                element("b", [field.title ?? ""]),
                element("br", []),
                ...viewMrkdwn(field.value),
              ]),
            ),
          ),
        ]),
    ...viewPart("div.context", footer),
  ];
  const shown = content.length === 0 ? viewPart("div.text", attachment.fallback) : content;
  return element("div.attachment", shown, { colour });
}

function viewPart(name: "div.text" | "div.context", text: string | undefined): readonly ViewNode[] {
  return text === undefined || text === "" ? [] : [element(name, viewMrkdwn(text))];
}
