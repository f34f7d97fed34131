/** Where the default webhook's URL is, unless a config says otherwise. */
export const defaultWebhookParameterName = "/denywatch/slack-webhook";
