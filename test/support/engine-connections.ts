import { connect, type Socket } from "node:net";
import { splitHttpMessages } from "./split-http-messages.ts";

export interface EngineConnections {
  /** Sends a request as it is; the answer as it came, or null where the engine broke the connection. */
  ask(request: Buffer): Promise<Buffer | null>;
  close(): void;
}

interface Connection {
  readonly socket: Socket;
  settle: (answer: Buffer | null) => void;
}

/** Connections to an engine, kept and used again: one request at a time on each. */
export function createEngineConnections(endpoint: string): EngineConnections {
  const { hostname, port } = new URL(endpoint);
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  return {
    ask: (request) =>
      new Promise((resolve) => {
        const connection = idle.pop() ?? open();
        connection.settle = resolve;
        connection.socket.write(request);
      }),
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };

  function open(): Connection {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const connection: Connection = { socket, settle: () => undefined };
    all.add(connection);
    const take = splitHttpMessages(({ bytes }) => {
      idle.push(connection);
      connection.settle(bytes);
    });
    socket.on("data", take);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      all.delete(connection);
      const place = idle.indexOf(connection);
      if (place !== -1) idle.splice(place, 1);
      connection.settle(null);
    });
    return connection;
  }
}
