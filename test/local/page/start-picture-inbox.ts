import { buildInboxPage } from "../../../local/inbox-page.ts";
import type { InboxMessage } from "../../../local/inbox-store.ts";
import { createHistoryPanel } from "../../../local/history-panel.ts";
import { createLocalServer } from "../../../local/local-server.ts";
import { closeServer, listenOnLoopback } from "../../../local/loopback-server.ts";
import { createSlackInbox } from "../../../local/slack-inbox.ts";
import { webhookMessageSchema } from "../../../local/webhook-payload.ts";
import type { SlackMessage } from "../../../shared/slack/message.ts";

const emptyHistory = createHistoryPanel({
  history: { find: () => Promise.resolve(null), listByStatus: () => Promise.resolve([]) },
  accountNames: () => Promise.resolve({}),
  now: () => new Date("2026-03-04T05:06:09Z"),
});

/** The real inbox page with the given messages in it, and nothing else of an alerter. */
export async function startPictureInbox(messages: ReadonlyMap<string, SlackMessage>): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const stored: readonly InboxMessage[] = [...messages.values()].map((message, index) => ({
    id: index + 1,
    receivedAt: "2026-03-04T05:06:09.000Z",
    message: webhookMessageSchema.parse(message),
  }));
  const inbox = createSlackInbox({
    store: { list: () => stored, add: () => Promise.reject(new Error("takes nothing")) },
    page: await buildInboxPage(),
    webhookPath: "/services/none",
    isSlackElsewhere: false,
    command: "",
    log: () => undefined,
  });
  const server = createLocalServer(
    () => [inbox.handle, emptyHistory],
    () => undefined,
  );
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  return {
    url,
    close: async () => {
      inbox.close();
      await closeServer(server);
    },
  };
}
