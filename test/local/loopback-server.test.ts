import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { closeServer, listenOnLoopback } from "../../local/loopback-server.ts";

test("closeServer() waits for what is being answered, and for no connection that asked for nothing", async () => {
  let answer: () => void = () => undefined;
  const server = createServer((_request, response) => {
    answer = () => response.setHeader("connection", "close").end("done");
  });
  const asked = once(server, "request");
  const port = await listenOnLoopback(server, 0);
  // What a browser opens in advance.
  const silent = connect(port, "127.0.0.1");
  await once(silent, "connect");
  const fetched = fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await asked;
  let isClosed = false;
  const closing = closeServer(server).then(() => {
    isClosed = true;
  });
  await once(silent, "close");
  expect(isClosed).toBe(false);
  answer();
  expect(await fetched).toBe("done");
  await closing;
});
