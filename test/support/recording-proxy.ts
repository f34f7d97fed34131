import { request } from "node:http";
import { startLocalServer } from "./local-server.ts";

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
  const { url: endpoint, close } = await startLocalServer((incoming, response) => {
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
  return {
    endpoint,
    operations,
    close,
  };
}

function nameOperation(target: string, body: string): string {
  const operation = target.replace(/^.*\./, "");
  const { IndexName } = JSON.parse(body) as { IndexName?: string };
  return IndexName === undefined ? operation : `${operation} ${IndexName}`;
}
