import type { CapturedMessage } from "../../local/captured-slack.ts";
import { renderMessageForTerminal } from "../../local/render-message-for-terminal.ts";
import { styleMrkdwn } from "../../local/style-mrkdwn.ts";
import { defaultWebhook } from "../../shared/delivery/route.ts";
import { formatTime } from "../../shared/slack/format-time.ts";
import type { Terminal } from "../terminal.ts";

const widestOfFile = 100;

/** A message for people: its headline on one line; whole, as Slack shows it, where `isWhole`. */
export function printMessage(
  { at, kind, channel, text, message }: CapturedMessage,
  isWhole: boolean,
  { width, colour }: Terminal,
): string {
  const headline = styleMrkdwn(text)
    .map(({ pieces }) => pieces.map((piece) => piece.text).join(""))
    .join(" ");
  const to = channel === defaultWebhook ? "" : `  to ${channel}`;
  const line = `${formatTime(at.toISOString(), "seconds") ?? ""}  ${kind.padEnd(13)}${to}  ${headline}`;
  if (!isWhole) return line;
  const look = {
    width: Number.isFinite(width) ? Math.max(20, width) : widestOfFile,
    hasColours: colour,
  };
  return [line, ...renderMessageForTerminal(message, look), ""].join("\n");
}
