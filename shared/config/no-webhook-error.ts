/** There is no webhook where one should be: somebody has to put it there. The message holds no URL. */
export class NoWebhookError extends Error {
  override readonly name = "NoWebhookError";
}
