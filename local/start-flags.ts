import { parseArgs } from "node:util";

export interface StartFlags {
  readonly dataFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly replay: boolean;
  /** A file that is put in force; null leaves the config of the data folder as it is. */
  readonly configFile: string | null;
}

export type ParsedFlags<Flags> =
  | ({ readonly kind: "run" } & Flags)
  | { readonly kind: "help" }
  /** One line for standard error. */
  | { readonly kind: "wrong"; readonly problem: string };

export const startHelp = `Usage: npm start -- [options]

Watches for access denials on this machine: takes CloudTrail events as EventBridge's PutEvents does,
and tells each new denial in Slack, or on its own page where SLACK_WEBHOOK_URL is not set.

Options:
  --config FILE   a denywatch.config.json to put in force: mutes, routes, thresholds, digests;
                  without it, what was put in force before stays
  --data DIR      where the history and the messages are kept (default: .denywatch)
  --port N        the port on 127.0.0.1; 0 takes a free one (default: 4747)
  --replay        take up again what is in DIR/dead-letters.jsonl
  --help          show this

Environment:
  SLACK_WEBHOOK_URL   an incoming webhook of Slack; without it messages go to the page.
                      Every webhook that a config names is this one, or the page`;

/** The command line of `npm start`. */
export function parseStartFlags(args: readonly string[]): ParsedFlags<StartFlags> {
  const parsed = parse(args);
  if (typeof parsed === "string") return { kind: "wrong", problem: parsed };
  const { data = ".denywatch", port = "4747", replay = false, help = false, config } = parsed;
  if (help) return { kind: "help" };
  if (data === "") return { kind: "wrong", problem: '--data takes a folder, not ""' };
  if (config === "") return { kind: "wrong", problem: '--config takes a file, not ""' };
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) {
    return { kind: "wrong", problem: `--port takes a number from 0 to 65535, not "${port}"` };
  }
  return { kind: "run", dataFolder: data, port: number, replay, configFile: config ?? null };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        config: { type: "string" },
        data: { type: "string" },
        port: { type: "string" },
        replay: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    return firstSentence(error);
  }
}

/** What Node says about the flag, without its advice about positional arguments. */
export function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\.(?: |$)/)[0]?.split("\n")[0] ?? message;
}
