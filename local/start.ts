import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseWebhookUrl } from "../shared/slack/parse-webhook-url.ts";
import { composeLocalAlerter } from "./compose-local-alerter.ts";
import type { LocalAlerter } from "./local-alerter.ts";
import { PortError } from "./loopback-server.ts";
import { DataFolderError } from "./open-data-folder.ts";
import { sampleCommand, sampleEntriesPath } from "./sample-command.ts";
import { buildSampleEvents } from "./sample-denials.ts";
import { parseStartFlags, startHelp, type StartFlags } from "./start-flags.ts";

const wrongUse = 2;

const flags = parseStartFlags(process.argv.slice(2));
switch (flags.kind) {
  case "help":
    console.log(startHelp);
    break;
  case "wrong":
    giveUp(`${flags.problem} (npm start -- --help shows how)`);
    break;
  case "run":
    await run(flags);
    break;
}

async function run({ dataFolder, port, replay, configFile }: StartFlags): Promise<void> {
  const webhookUrl = readWebhookUrl();
  if (webhookUrl === undefined) return;
  const config = configFile === null ? null : await readConfig(configFile);
  if (config === undefined) return;
  let alerter: LocalAlerter;
  try {
    alerter = await composeLocalAlerter({
      dataFolder,
      port,
      webhookUrl,
      config,
      log: console.error,
    });
  } catch (error) {
    if (!(error instanceof DataFolderError || error instanceof PortError)) throw error;
    giveUp(error.message);
    return;
  }
  stopOnSignals(alerter);
  await writeSample(resolve(dataFolder));
  say(alerter, resolve(dataFolder), webhookUrl !== null);
  if (replay) {
    console.log(`Took up ${await alerter.replayDeadLetters()} dead letter(s) again.`);
  }
}

/** The config as JSON. Undefined: it is wrong, and that was said. */
async function readConfig(file: string): Promise<unknown> {
  const { readConfigFile } = await import("./read-config-file.ts");
  const read = await readConfigFile(file, new Date());
  if (read.kind === "valid") {
    for (const warning of read.warnings) console.error(warning);
    return read.json;
  }
  for (const problem of read.problems) console.error(problem);
  giveUp("nothing was started, since the config is wrong");
  return undefined;
}

/** Null: none is set. Undefined: it is wrong, and that was said. */
function readWebhookUrl(): string | null | undefined {
  const value = process.env["SLACK_WEBHOOK_URL"];
  if (value === undefined || value === "") return null;
  try {
    return parseWebhookUrl(value);
  } catch (error) {
    giveUp(error instanceof Error ? error.message : "SLACK_WEBHOOK_URL is wrong");
    return undefined;
  }
}

async function writeSample(folder: string): Promise<void> {
  const [sample] = buildSampleEvents(new Date(), randomUUID);
  if (sample === undefined) return;
  const entry = {
    Source: sample.source,
    DetailType: sample.detailType,
    Detail: JSON.stringify(sample.record),
  };
  await writeFile(sampleEntriesPath(folder), JSON.stringify([entry], null, 2));
}

function say({ url }: LocalAlerter, folder: string, isSlack: boolean): void {
  console.log(`Denywatch is watching.

  Messages   ${isSlack ? "go to the Slack webhook in SLACK_WEBHOOK_URL" : url}
  PutEvents  ${url}
  Data       ${folder}

Send a sample event:
  ${sampleCommand(url, folder)}
or, without the AWS CLI, all of them:
  npx node local/send-samples.ts --url ${url}

Ctrl+C stops it.`);
}

function stopOnSignals(alerter: LocalAlerter): void {
  const stop = (): void => {
    alerter.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Cannot stop cleanly: ${error instanceof Error ? error.message : "unknown"}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function giveUp(problem: string): void {
  console.error(`denywatch: ${problem}`);
  process.exitCode = wrongUse;
}
