import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/** The port is taken; `message` is one line that says so. */
export class PortError extends Error {
  override readonly name = "PortError";
}

/** Connections that have not asked for anything, as browsers open them in advance: Node takes these for busy. */
const silentSockets = new WeakMap<Server, Set<Socket>>();

/** Starts to listen on 127.0.0.1 only, and gives the port; 0 takes a free one. Throws a `PortError`. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  const silent = new Set<Socket>();
  silentSockets.set(server, silent);
  server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.prependListener("request", ({ socket }: IncomingMessage) => silent.delete(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new PortError(describe(port, error.code), { cause: error }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port to listen on");
  return address.port;
}

function describe(port: number, code: string | undefined): string {
  switch (code) {
    case "EADDRINUSE":
      return `Cannot listen on port ${port}: it is in use; choose another with --port`;
    case "EACCES":
      return `Cannot listen on port ${port}: no permission; choose one from 1024 with --port`;
    default:
      return `Cannot listen on port ${port}: ${code ?? "unknown"}`;
  }
}

/** Stops to listen; what is being answered is answered first, connections that wait for nothing are closed. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
    for (const socket of silentSockets.get(server) ?? []) socket.destroy();
  });
}
