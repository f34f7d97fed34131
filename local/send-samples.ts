import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { putSamples } from "./put-samples.client.ts";
import { buildSampleEvents } from "./sample-denials.ts";
import { firstSentence } from "./start-flags.ts";

const help = `Usage: npx node local/send-samples.ts [--url URL]

Sends the sample events to a running local alerter (default: http://127.0.0.1:4747).`;

try {
  const { values } = parseArgs({
    options: { url: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) {
    console.log(help);
  } else {
    const url = values.url ?? "http://127.0.0.1:4747";
    const events = buildSampleEvents(new Date(), randomUUID);
    await putSamples(url, events);
    console.log(`Sent ${events.length} events to ${url}`);
  }
} catch (error) {
  console.error(`denywatch: ${firstSentence(error)}`);
  process.exitCode = 2;
}
