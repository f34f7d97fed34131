import { onTestFinished } from "vitest";
import {
  type LocalAlerter,
  type LocalAlerterOptions,
  startLocalAlerter,
} from "../../local/local-alerter.ts";
import type { LocalFunctions } from "../../local/local-functions.ts";
import { localTableInput } from "../../local/open-local-table.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A local alerter whose rule lets everything through but the source "test.ignored", and whose handlers do nothing. */
export async function startTestAlerter(
  functions: Partial<LocalFunctions> = {},
  options: Partial<LocalAlerterOptions> = {},
): Promise<LocalAlerter> {
  const alerter = await startLocalAlerter({
    dataFolder: await temporaryFolder(),
    port: 0,
    webhookUrl: null,
    table: localTableInput(),
    matches: (event) => (event as { source: string }).source !== "test.ignored",
    createFunctions: () => ({
      alertOnDenial: () => Promise.resolve(),
      deliverAlerts: null,
      close: () => undefined,
      ...functions,
    }),
    sampleCommand: (url) => `send --to ${url}`,
    log: () => undefined,
    retryDelaysMilliseconds: [1, 1],
    ...options,
  });
  onTestFinished(alerter.stop);
  return alerter;
}
