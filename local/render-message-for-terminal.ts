import { styleText } from "node:util";
import type { Block, BlockText } from "./block-kit-schema.ts";
import { showOnOneLine, type StyledLine, styleMrkdwn } from "./style-mrkdwn.ts";
import type { WebhookMessage } from "./webhook-payload.ts";
import { type StyledText, type TextStyle, wrapStyledText } from "./wrap-styled-text.ts";

export interface TerminalLook {
  /** Columns, at least 20. */
  readonly width: number;
  readonly hasColours: boolean;
}

const formats: Readonly<Record<TextStyle, Parameters<typeof styleText>[0]>> = {
  plain: "none",
  bold: "bold",
  italic: "italic",
  quiet: "dim",
  code: "cyan",
  link: "underline",
  mention: ["black", "bgYellow"],
};

const bar = "│ ";

/** A Slack message as lines for a terminal: the headline first, everything below it behind a bar. */
export function renderMessageForTerminal(
  message: WebhookMessage,
  { width, hasColours }: TerminalLook,
): readonly string[] {
  const blocks = message.blocks ?? [];
  const lines = blocks.length > 0 ? blocks.flatMap(styleBlock) : styleMrkdwn(message.text ?? "");
  return lines.flatMap(({ pieces, isCode }) => {
    const indent = isCode ? "    " : "";
    return wrapStyledText(pieces, Math.max(10, width - bar.length - indent.length)).map((line) =>
      (paint({ text: bar, style: "quiet" }) + indent + line.map(paint).join("")).trimEnd(),
    );
  });

  function paint({ text, style, url }: StyledText): string {
    if (!hasColours) return text;
    const painted = styleText(formats[style], text, { validateStream: false });
    return url === undefined ? painted : hyperlink(painted, url);
  }
}

/** A link that can be followed in the terminals that know OSC 8; others show its text. */
function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function styleBlock(block: Block): readonly StyledLine[] {
  switch (block.type) {
    case "header":
      return [plainLine(block.text.text, "bold")];
    case "section":
      return [
        ...(block.text === undefined ? [] : styleAnyText(block.text)),
        ...(block.fields ?? []).map(styleField),
      ];
    case "context":
      return block.elements.flatMap((part) =>
        part.type === "image" ? [plainLine(part.alt_text, "quiet")] : styleAnyText(part),
      );
    case "actions":
      return block.elements.map(({ text, url = "" }) =>
        plainLine(`[${text.text}] ${url}`.trimEnd(), "link"),
      );
    case "divider":
      return [plainLine("", "quiet")];
    case "image":
      return [plainLine(block.alt_text, "quiet")];
    case "rich_text":
      return [plainLine("(formatted text)", "quiet")];
  }
}

/** A field is its label and its value; in a terminal both fit on one line. */
function styleField(field: BlockText): StyledLine {
  const [label, ...values] = styleAnyText(field);
  const parts = values.flatMap(({ pieces }, index) =>
    index === 0 ? pieces : [{ text: ", ", style: "plain" as const }, ...pieces],
  );
  return {
    pieces: [
      ...(label?.pieces.map(({ text }) => ({ text: `${text}: `, style: "quiet" as const })) ?? []),
      ...parts,
    ],
    isCode: false,
  };
}

function styleAnyText(text: BlockText): readonly StyledLine[] {
  return text.type === "mrkdwn"
    ? styleMrkdwn(text.text)
    : text.text.split("\n").map((line) => plainLine(line, "plain"));
}

function plainLine(text: string, style: TextStyle): StyledLine {
  return { pieces: [{ text: showOnOneLine(text), style }], isCode: false };
}
