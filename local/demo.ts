import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeLocalAlerter } from "./compose-local-alerter.ts";
import { demoHelp, parseDemoFlags } from "./demo-flags.ts";
import { putSamples } from "./put-samples.client.ts";
import { renderMessageForTerminal } from "./render-message-for-terminal.ts";
import { buildSampleEvents } from "./sample-denials.ts";
import { showHistory } from "./show-history.client.ts";

const flags = parseDemoFlags(process.argv.slice(2));
if (flags.kind === "help") {
  console.log(demoHelp);
} else if (flags.kind === "wrong") {
  console.error(`denywatch: ${flags.problem} (npm run demo -- --help shows how)`);
  process.exitCode = 2;
} else {
  const folder = await mkdtemp(join(tmpdir(), "denywatch-demo-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await demonstrate(folder, flags.keepOpen);
  } finally {
    await remove();
  }
}

async function demonstrate(folder: string, keepOpen: boolean): Promise<void> {
  const width = Math.min(process.stdout.columns || 100, 120);
  const hasColours = process.stdout.isTTY && !process.env["NO_COLOR"];
  const alerter = await composeLocalAlerter({
    dataFolder: folder,
    port: 0,
    webhookUrl: null,
    log: console.error,
  });
  try {
    let told = 0;
    alerter.onMessage(({ message }) => {
      told += 1;
      console.log();
      for (const line of renderMessageForTerminal(message, { width, hasColours })) {
        console.log(line);
      }
    });

    const events = buildSampleEvents(new Date(), randomUUID);
    console.log(`Sending ${events.length} sample CloudTrail events to ${alerter.url} (PutEvents).`);
    await putSamples(alerter.url, events);
    await alerter.idle();

    console.log(`\nThe history, last seen first:\n`);
    await showHistory(folder);

    const others = events.filter(({ kind }) => kind === "no-denial").length;
    console.log(`
${events.length} events in, ${told} messages out: repeats and redeliveries are only counted, and ${others} events
were no denials.

Go on:
  npm start                      the same, staying up, with its data in .denywatch
  npm run demo -- --keep-open    with the page that shows the messages as Slack would
  npx denywatch --help           explain, list and mute denials`);
    if (keepOpen) {
      console.log(`\nThe messages: ${alerter.url}\nCtrl+C ends it.`);
      await signalled();
    }
  } finally {
    await alerter.stop();
  }
}

async function signalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => {
      resolve();
    });
    process.once("SIGTERM", () => {
      resolve();
    });
    // A pending promise alone keeps no process alive; the alerter's server does.
  });
}
