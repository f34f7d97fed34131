import { showInvisible } from "../../shared/slack/show-invisible.ts";
import { type AwsOptions, readAwsOptions } from "../aws-options.ts";
import { confirm } from "../confirm.ts";
import type { ProgressBar } from "../explain/progress-bar.ts";
import type { StopSignal } from "../stop-on-signal.ts";
import type { CollectedEvents } from "./collect-events.ts";
import { createFunctionInvoker } from "./invoke-function.client.ts";
import { countBy, type ReplayResult } from "./replay-result.ts";

/**
 * The events into a deployed function, oldest first and one at a time: it counts and tells them for real. Null where
 * the person said no. An event that it fails at is said and the others go on; what Lambda refuses throws.
 */
export async function replayIntoFunction(
  name: string,
  { events, records, problems }: CollectedEvents,
  options: AwsOptions & { readonly yes?: boolean },
  { isStopping }: StopSignal,
  progress: ProgressBar,
): Promise<ReplayResult | null> {
  if (options.yes !== true && !(await confirmFor(events.length, name))) {
    console.error("denywatch: nothing was sent");
    return null;
  }
  const invoker = createFunctionInvoker(name, readAwsOptions(options, process.env));
  const kinds: string[] = [];
  try {
    for (const event of events) {
      if (isStopping()) break;
      const invoked = await invoker.invoke(event);
      kinds.push(invoked.kind === "handled" ? invoked.outcome : "failed");
      progress.show(kinds.length, performance.now());
      if (invoked.kind === "handled") continue;
      progress.clear();
      console.error(`denywatch: event ${showInvisible(`${event.id}: ${invoked.reason}`)}`);
    }
  } finally {
    invoker.close();
  }
  return {
    records,
    denials: events.length,
    problems: problems.length,
    outcomes: countBy(kinds),
    messages: null,
    hidden: null,
  };
}

async function confirmFor(count: number, name: string): Promise<boolean> {
  return await confirm(
    `Give ${count} events to "${name}", which counts and tells them for real?`,
    `nobody is here to confirm that "${name}" is to count and tell ${count} events for real: give --yes`,
  );
}
