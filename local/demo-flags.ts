import { parseArgs } from "node:util";
import { firstSentence, type ParsedFlags } from "./start-flags.ts";

export interface DemoFlags {
  readonly keepOpen: boolean;
}

export const demoHelp = `Usage: npm run demo [-- --keep-open]

Starts the alerter on this machine, sends it sample events, and shows what it tells.

Options:
  --keep-open  stay, with the page that shows the messages as Slack would
  --help       show this`;

/** The command line of `npm run demo`. */
export function parseDemoFlags(args: readonly string[]): ParsedFlags<DemoFlags> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { "keep-open": { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    return values.help === true
      ? { kind: "help" }
      : { kind: "run", keepOpen: values["keep-open"] === true };
  } catch (error) {
    return { kind: "wrong", problem: firstSentence(error) };
  }
}
