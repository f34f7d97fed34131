const consoleHosts = [
  "console.aws.amazon.com",
  "console.amazonaws.cn",
  "console.amazonaws-us-gov.com",
  "console.amazonaws-eusc.eu",
];

/**
 * The URL if it is an https page of the AWS console (any partition's), else null.
 * Message text is partly an attacker's: nothing else may become a link.
 */
export function parseConsoleUrl(text: string): string | null {
  if (!text.startsWith("https://") || text.length > 2048) return null;
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || url.port !== "") return null;
  const isConsole = consoleHosts.some(
    (host) => url.hostname === host || url.hostname.endsWith(`.${host}`),
  );
  return isConsole ? url.href : null;
}
