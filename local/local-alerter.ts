import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { removeAlerterFile, writeAlerterFile } from "./alerter-file.ts";
import { createAsynchronousInvoker } from "./asynchronous-invoker.ts";
import { type ClosingList, createClosingList } from "./closing-list.ts";
import { openDeadLetterFile } from "./dead-letter-file.ts";
import { ignoreDamage } from "../shared/history/damage.ts";
import { createDenialLists } from "../shared/history/list-denials.client.ts";
import { createConfigStore } from "../shared/config/config-store.client.ts";
import { localDynamoDbClient, startEmbeddedDynamoDb } from "./embedded-dynamodb.ts";
import { openEventSpool } from "./event-spool.ts";
import { runEveryMinute } from "./every-minute.ts";
import { createHistoryPanel } from "./history-panel.ts";
import { buildInboxPage } from "./inbox-page.ts";
import { type InboxMessage, openInboxStore } from "./inbox-store.ts";
import type { Handler } from "./lambda-context.ts";
import type { LocalFunctions, LocalSurroundings } from "./local-functions.ts";
import { createLocalServer, type Route } from "./local-server.ts";
import { closeServer, listenOnLoopback } from "./loopback-server.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { putConfig } from "./put-config.ts";
import { createPutEventsEndpoint } from "./put-events-endpoint.ts";
import { createSlackInbox } from "./slack-inbox.ts";

export interface LocalAlerterOptions {
  readonly dataFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Null: the alerter is its own Slack. */
  readonly webhookUrl: string | null;
  /** A checked config, as JSON, to put in force before anything runs; absent or null leaves what is. */
  readonly config?: unknown;
  readonly table: CreateTableCommandInput;
  /** The rule of the event bus. */
  readonly matches: (event: unknown) => boolean;
  readonly createFunctions: (
    surroundings: LocalSurroundings,
  ) => LocalFunctions | Promise<LocalFunctions>;
  /** What the empty inbox tells people to run, given the alerter's address. */
  readonly sampleCommand: (url: string) => string;
  readonly log: (line: string) => void;
  /** Lambda's one and two minutes are one and two seconds unless given. */
  readonly retryDelaysMilliseconds?: readonly number[];
}

export interface LocalAlerter {
  /** Both the PutEvents endpoint and the inbox page. */
  readonly url: string;
  readonly webhookUrl: string;
  readonly dynamoDbEndpoint: string;
  /** Tells of each message that the inbox took. */
  readonly onMessage: (listener: (message: InboxMessage) => void) => void;
  /** Done once every event that was taken is handled or a dead letter. */
  readonly idle: () => Promise<void>;
  /** Takes the dead letters up again, and says how many. */
  readonly replayDeadLetters: () => Promise<number>;
  /** Finishes what runs and keeps the rest for the next start. May be called more than once. */
  readonly stop: () => Promise<void>;
}

const timeoutMilliseconds = 30_000;
const graceMilliseconds = 10_000;

/** What the stack is on AWS, in one process on one machine. Throws a `DataFolderError` or a `PortError`. */
export async function startLocalAlerter(options: LocalAlerterOptions): Promise<LocalAlerter> {
  const open = createClosingList();
  try {
    return await start(options, open);
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function start(options: LocalAlerterOptions, open: ClosingList): Promise<LocalAlerter> {
  const { matches, log } = options;
  const folder = await openDataFolder(options.dataFolder);

  // The engine first: its lock says whether the folder is ours.
  const engine = await startEmbeddedDynamoDb(folder, options.table);
  open.add(engine.stop);

  let routes: readonly Route[] | null = null;
  const server = createLocalServer(() => routes, log);
  const url = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  open.add(() => closeServer(server));

  const webhookPath = `/services/T00000000/B00000000/${randomBytes(18).toString("base64url")}`;
  const inbox = createSlackInbox({
    store: await openInboxStore(join(folder, "inbox.jsonl")),
    page: await buildInboxPage(),
    webhookPath,
    isSlackElsewhere: options.webhookUrl !== null,
    command: options.sampleCommand(url),
    log,
  });
  open.add(inbox.close);
  const dynamoDb = localDynamoDbClient(engine.endpoint);
  open.add(() => {
    dynamoDb.destroy();
  });
  const tableName = options.table.TableName ?? "";
  const configStore = createConfigStore(dynamoDb, tableName, () => new Date());
  if (options.config !== undefined && options.config !== null) {
    await putConfig(options.config, configStore);
  }
  const panel = createHistoryPanel({
    history: createDenialLists(dynamoDb, tableName, ignoreDamage),
    now: () => new Date(),
    accountNames: async () => (await configStore.current()).config.accounts,
  });
  // The functions may post to the inbox from here on, while what they left undone is taken up.
  routes = [inbox.handle, panel];

  const surroundings: LocalSurroundings = {
    dynamoDbEndpoint: engine.endpoint,
    tableName,
    webhookUrl: options.webhookUrl ?? url + webhookPath,
    isInbox: options.webhookUrl === null,
    log,
  };
  const functions = await options.createFunctions(surroundings);
  open.add(functions.close);
  if (functions.deliverAlerts !== null) {
    const handler = andThen(functions.deliverAlerts, inbox.tellHistoryChanged);
    open.add(runEveryMinute({ name: "deliver-alerts", handler, timeoutMilliseconds }, log).stop);
  }

  const deadLetters = openDeadLetterFile(join(folder, "dead-letters.jsonl"));
  const invoker = createAsynchronousInvoker({
    lambda: {
      name: "alert-on-denial",
      handler: andThen(functions.alertOnDenial, inbox.tellHistoryChanged),
      timeoutMilliseconds,
    },
    spool: await openEventSpool(join(folder, "events.jsonl")),
    deadLetters,
    retryDelaysMilliseconds: options.retryDelaysMilliseconds ?? [1000, 2000],
    mostAtOnce: 4,
    log,
  });
  open.add(() => invoker.stop(graceMilliseconds));

  const putEvents = createPutEventsEndpoint(async (event) => {
    if (matches(event)) await invoker.invoke(event);
  }, log);
  routes = [putEvents, inbox.handle, panel];
  await writeAlerterFile(folder, { pid: process.pid, url, dynamoDbEndpoint: engine.endpoint });
  open.add(() => removeAlerterFile(folder));

  return {
    url,
    webhookUrl: surroundings.webhookUrl,
    dynamoDbEndpoint: engine.endpoint,
    onMessage: inbox.onMessage,
    idle: invoker.idle,
    replayDeadLetters: () => deadLetters.replay(invoker.invoke),
    stop: open.close,
  };
}

/** The handler, and what follows each of its runs, failed or not. */
function andThen(handler: Handler, follow: () => void): Handler {
  return async (event, context) => {
    try {
      return await handler(event, context);
    } finally {
      follow();
    }
  };
}
