import { readAwsOptions } from "../aws-options.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { createRedriveClients } from "../redrive/redrive-clients.client.ts";
import { redriveQueue, type RedriveTarget } from "../redrive/redrive-queue.client.ts";
import { readStackOutputs } from "../stack-outputs.client.ts";

export interface RedriveOptions {
  readonly stack: string;
  readonly queue?: string;
  readonly profile?: string;
  readonly region?: string;
}

/** The dead-letter queues by what a person calls them, and the outputs that hold their URLs. */
const queues = { undelivered: "UndeliveredEventsUrl", failed: "FailedEventsUrl" } as const;

/** `denywatch redrive`: brings the events of the dead-letter queues back into the pipeline. */
export async function redrive(options: RedriveOptions): Promise<number> {
  const chosen = Object.entries(queues).filter(
    ([name]) => options.queue === undefined || options.queue === name,
  );
  if (chosen.length === 0) {
    throw new UsageError(`no queue "${options.queue ?? ""}"; there are undelivered and failed`);
  }
  const aws = readAwsOptions(options, process.env);
  const outputs = await readStackOutputs(options.stack, aws);
  if (outputs.kind === "no-stack") {
    throw new UsageError(
      `no stack "${options.stack}" in ${outputs.region}: give --region, --profile or --stack`,
    );
  }
  const output = (name: string): string => {
    const value = outputs.values.get(name);
    if (value === undefined) {
      throw new UsageError(`the stack "${options.stack}" has no output "${name}": deploy it again`);
    }
    return value;
  };
  const incoming = outputs.values.get("IncomingEventsUrl");
  const target: RedriveTarget =
    incoming === undefined
      ? { kind: "function", name: output("FunctionName") }
      : { kind: "queue", url: incoming };
  const clients = createRedriveClients(aws);
  let left = 0;
  try {
    for (const [name, urlOutput] of chosen) {
      const { moved, unreadable } = await redriveQueue(clients, output(urlOutput), target);
      const kept = unreadable === 0 ? "" : `; ${unreadable} without an event left where they are`;
      console.log(`${name}: ${moved} brought back${kept}`);
      left += unreadable;
    }
  } finally {
    clients.close();
  }
  return left === 0 ? exitCodes.done : exitCodes.failed;
}
