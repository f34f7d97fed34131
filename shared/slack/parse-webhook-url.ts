const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * A webhook's URL, without the white space around it: https, or http to this machine. Throws without quoting the
 * value, which is a secret.
 */
export function parseWebhookUrl(value: string): string {
  const url = URL.parse(value.trim());
  if (url === null) {
    throw new Error(
      'Cannot use the Slack webhook: its URL is malformed; it starts with "https://hooks.slack.com/"',
    );
  }
  const isSecure =
    url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.includes(url.hostname));
  if (!isSecure) {
    throw new Error(
      'Cannot use the Slack webhook: its URL must start with "https://" (plain "http://" only to this machine)',
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error("Cannot use the Slack webhook: its URL must hold no user name or password");
  }
  return url.href;
}
