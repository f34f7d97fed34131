import { buildDenialEventPattern } from "../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../shared/cloudtrail/event-pattern.ts";
import { composeLocalFunctions } from "./compose-local-functions.ts";
import { createEventRule } from "./event-rule.ts";
import { type LocalAlerter, type LocalAlerterOptions, startLocalAlerter } from "./local-alerter.ts";
import { localTableInput } from "./open-local-table.ts";
import { resolve } from "node:path";
import { sampleCommand } from "./sample-command.ts";

/** The local alerter with the pattern, the table and the functions that the stack deploys. */
export async function composeLocalAlerter(
  options: Pick<LocalAlerterOptions, "dataFolder" | "port" | "webhookUrl" | "config" | "log">,
): Promise<LocalAlerter> {
  return await startLocalAlerter({
    ...options,
    table: localTableInput(),
    matches: createEventRule(buildDenialEventPattern(), compileEventPattern),
    createFunctions: composeLocalFunctions,
    sampleCommand: (url) => sampleCommand(url, resolve(options.dataFolder)),
  });
}
