import { z } from "zod";
import { openJsonLinesFile } from "./json-lines-file.ts";
import { type WebhookMessage, webhookMessageSchema } from "./webhook-payload.ts";

const inboxMessageSchema = z.object({
  /** Counts up from 1, over restarts too. */
  id: z.number().int().positive(),
  /** ISO 8601, UTC. */
  receivedAt: z.iso.datetime(),
  message: webhookMessageSchema,
});

/** A message that the inbox took. */
export type InboxMessage = z.infer<typeof inboxMessageSchema>;

export interface InboxStore {
  /** Oldest first. */
  list(): readonly InboxMessage[];
  add(message: WebhookMessage, receivedAt: Date): Promise<InboxMessage>;
}

/** What the page can hold with ease; older messages leave the file at the next start. */
const mostMessages = 1000;

/** The messages in a JSON Lines file, which need not exist. */
export async function openInboxStore(path: string): Promise<InboxStore> {
  const file = openJsonLinesFile(path);
  const lines = await file.readAll();
  let messages = lines
    .flatMap((line) => {
      const { data } = inboxMessageSchema.safeParse(line);
      return data === undefined ? [] : [data];
    })
    .slice(-mostMessages);
  if (lines.length > messages.length) await file.replaceAll(messages);
  let lastId = messages.at(-1)?.id ?? 0;

  return {
    list: () => messages,
    async add(message, receivedAt) {
      lastId += 1;
      const added = { id: lastId, receivedAt: receivedAt.toISOString(), message };
      await file.append(added);
      messages = [...messages.slice(1 - mostMessages), added];
      return added;
    },
  };
}
