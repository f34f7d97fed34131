import type { SlackPoster } from "../shared/slack/message.ts";

/**
 * Posts to the webhook whose URL is read when it is needed. A URL that cannot be read (the parameter is missing, SSM is
 * down) is a failed post: the alert stays pending and is told once it can be.
 */
export function createWebhookPoster(webhookUrl: () => Promise<string>): SlackPoster {
  let made: { readonly url: string; readonly poster: SlackPoster } | null = null;
  return {
    async post(message, timeoutMilliseconds) {
      let poster: SlackPoster;
      try {
        poster = await posterFor(await webhookUrl());
      } catch (error) {
        return { kind: "failed", reason: error instanceof Error ? error.message : "unknown" };
      }
      return await poster.post(message, timeoutMilliseconds);
    },
  };

  async function posterFor(url: string): Promise<SlackPoster> {
    if (made?.url === url) return made.poster;
    const { createSlackPoster } = await import("../shared/slack/slack-poster.client.ts");
    const poster = createSlackPoster({ webhookUrl: url });
    made = { url, poster };
    return poster;
  }
}
