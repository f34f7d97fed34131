import type { IncomingMessage } from "node:http";

const loopbackHosts: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether the request names this machine as its host, and comes from no page of another site. A web page whose name
 * was pointed at 127.0.0.1 (DNS rebinding) keeps its own name in `Host`.
 */
export function isFromThisMachine({ headers }: IncomingMessage): boolean {
  return isLoopback(`http://${headers.host ?? ""}`) && isOwnOrigin(headers.origin, headers.host);
}

function isLoopback(url: string): boolean {
  return loopbackHosts.includes(URL.parse(url)?.hostname ?? "");
}

/** Programs send no `Origin`; the inbox page sends its own. */
function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin === `http://${host ?? ""}`;
}
