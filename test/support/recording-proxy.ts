import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordingProxy {
  readonly endpoint: string;
  /** The API operations that went through, in order: `UpdateItem`, or `Query by-status` for one on an index. */
  readonly operations: readonly string[];
  close(): Promise<void>;
}

/** Passes an AWS JSON protocol on to a local server, and writes down which operations were called, `onRequest` first. */
export async function startRecordingProxy(
  target: string,
  onRequest: () => void = () => undefined,
): Promise<RecordingProxy> {
  const operations: string[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method, headers, url = "/" } = incoming;
      const body = Buffer.concat(chunks);
      onRequest();
      operations.push(nameOperation(String(headers["x-amz-target"]), body.toString()));
      const onward = request(new URL(url, target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function nameOperation(target: string, body: string): string {
  const operation = target.replace(/^.*\./, "");
  const { IndexName } = JSON.parse(body) as { IndexName?: string };
  return IndexName === undefined ? operation : `${operation} ${IndexName}`;
}
