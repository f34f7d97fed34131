import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { composeLocalAlerter } from "../../local/compose-local-alerter.ts";
import { openJsonLinesFile } from "../../local/json-lines-file.ts";
import type { LocalAlerter } from "../../local/local-alerter.ts";
import { PortError } from "../../local/loopback-server.ts";
import { DataFolderError } from "../../local/open-data-folder.ts";
import { parseWebhookUrl } from "../../shared/slack/parse-webhook-url.ts";
import { type AwsOptions, readAwsOptions } from "../aws-options.ts";
import { findRegionInUse } from "../cloudtrail/find-region-in-use.client.ts";
import { isTransient } from "../cloudtrail/is-transient.ts";
import { createLookupClients } from "../cloudtrail/lookup-clients.client.ts";
import { parseRegions } from "../cloudtrail/regions.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { stopOnSignal } from "../stop-on-signal.ts";
import { pollAccount, type WatchState } from "../watch/poll-account.ts";
import { putRecords } from "../watch/put-records.client.ts";

export interface WatchOptions extends Pick<AwsOptions, "profile"> {
  readonly regions?: string;
  readonly data: string;
  readonly port: string;
  readonly every: string;
}

const eventHistoryReaches = "management events only, up to 15 minutes after they happened";

/** `denywatch watch`: a real account's event history into the local alerter. Runs until it is interrupted. */
export async function watch(options: WatchOptions): Promise<number> {
  const everySeconds = Number(options.every);
  if (!Number.isInteger(everySeconds) || everySeconds < 1) {
    throw new UsageError(`--every takes seconds, a whole number from 1, not "${options.every}"`);
  }
  const { profile } = readAwsOptions(options, process.env);
  const regions = parseRegions(options.regions, await findRegionInUse(profile));
  const alerter = await startAlerter(options);
  const signal = stopOnSignal(process);
  const clients = createLookupClients({ now: Date.now, sleep }, profile);
  try {
    console.log(`Watching the event history of ${regions.join(", ")}: ${eventHistoryReaches}.
It does not see data events (S3 objects, Lambda invokes) and network activity events; CloudTrail allows 2 requests
a second, so that a very busy Region is seen later still. The deployed alerter sees all of this within seconds.
Messages: ${alerter.url}
Ctrl+C stops it; the next start goes on where it was.`);
    const file = openJsonLinesFile(join(options.data, "watch.jsonl"));
    let state = asState((await file.readAll())[0]);
    while (!signal.isStopping()) {
      try {
        const nowSeconds = Math.floor(Date.now() / 1000);
        state = await pollAccount(clients, regions, state, nowSeconds, (records) =>
          putRecords(alerter.url, records),
        );
        await file.replaceAll([state]);
      } catch (error) {
        // The network may come back; a denied call or expired credentials need a person.
        if (isTransient(error) === null) throw error;
        console.error("denywatch: CloudTrail does not answer; it is asked again");
      }
      await sleep(everySeconds * 1000, undefined, { signal: signal.signal }).catch(() => undefined);
    }
    return exitCodes.done;
  } finally {
    signal.release();
    clients.close();
    await alerter.stop();
  }
}

async function startAlerter({ data, port }: WatchOptions): Promise<LocalAlerter> {
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`--port takes a number, not "${port}"`);
  const value = process.env["SLACK_WEBHOOK_URL"] ?? "";
  try {
    return await composeLocalAlerter({
      dataFolder: data,
      port: Number(port),
      webhookUrl: value === "" ? null : parseWebhookUrl(value),
      log: console.error,
    });
  } catch (error) {
    if (error instanceof DataFolderError || error instanceof PortError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}

function asState(line: unknown): WatchState {
  return typeof line === "object" && line !== null && "readUntil" in line && "handed" in line
    ? (line as WatchState)
    : { readUntil: {}, handed: {} };
}
