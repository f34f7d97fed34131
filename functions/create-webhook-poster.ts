import type { SlackPoster } from "../shared/slack/message.ts";

/**
 * Posts to the webhook whose URL is read when it is needed. A URL that cannot be read (the parameter is missing, SSM is
 * down) is a failed post: the alert stays pending and is told once it can be.
 */
export function createWebhookPoster(webhookUrl: () => Promise<string>): SlackPoster {
  let made: { readonly url: string; readonly poster: SlackPoster } | null = null;
  return {
    async post(message, timeoutMilliseconds) {
      let url: string;
      try {
        url = await webhookUrl();
      } catch (error) {
        return { kind: "failed", reason: error instanceof Error ? error.message : "unknown" };
      }
      if (made?.url !== url) {
        const { createSlackPoster } = await import("../shared/slack/slack-poster.client.ts");
        made = { url, poster: createSlackPoster({ webhookUrl: url }) };
      }
      return await made.poster.post(message, timeoutMilliseconds);
    },
  };
}
