import { NoWebhookError } from "../shared/config/no-webhook-error.ts";
import type { PostOutcome, SlackPoster } from "../shared/slack/message.ts";

type Opened =
  { readonly poster: SlackPoster } | { readonly poster: null; readonly outcome: PostOutcome };

/**
 * Posts to the webhook whose URL is read when it is needed. One that refuses may have been replaced since it was read: it
 * is read anew, and the message posted where there is another. A URL that cannot be read (SSM is down) is a failed post,
 * and one that is no webhook's is refused: the alert stays pending and is told once it can be.
 */
export function createWebhookPoster(
  webhookUrl: (isRefused: boolean) => Promise<string>,
  now: () => Date,
): SlackPoster {
  let made: { readonly url: string; readonly poster: SlackPoster } | null = null;
  return {
    async post(message, timeoutMilliseconds) {
      const endsAt = now().getTime() + timeoutMilliseconds;
      const left = (): number => endsAt - now().getTime();
      const first = await open(false);
      const outcome =
        first.poster === null ? first.outcome : await first.poster.post(message, left());
      if (outcome.kind !== "refused") return outcome;
      const { poster } = await open(true);
      return poster === null || poster === first.poster
        ? outcome
        : await poster.post(message, left());
    },
  };

  async function open(isRefused: boolean): Promise<Opened> {
    let url: string;
    try {
      url = await webhookUrl(isRefused);
    } catch (error) {
      const kind = error instanceof NoWebhookError ? "refused" : "failed";
      return { poster: null, outcome: { kind, reason: reasonOf(error) } };
    }
    try {
      if (made?.url !== url) made = { url, poster: await createPoster(url) };
      return { poster: made.poster };
    } catch (error) {
      return { poster: null, outcome: { kind: "refused", reason: reasonOf(error) } };
    }
  }
}

async function createPoster(webhookUrl: string): Promise<SlackPoster> {
  const { createSlackPoster } = await import("../shared/slack/slack-poster.client.ts");
  return createSlackPoster({ webhookUrl });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}
