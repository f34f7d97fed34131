import { startLocalServer } from "./local-server.ts";

export interface SsmServer {
  readonly endpoint: string;
  /** The parameter names that were asked for, in order. */
  readonly reads: readonly string[];
  close(): Promise<void>;
}

/**
 * Parameter Store with SecureString parameters, as far as `GetParameter` goes: a name it does not hold is
 * `ParameterNotFound`, and without `WithDecryption` the value is not the value.
 */
export async function startSsmServer(
  parameters: Readonly<Record<string, string>>,
): Promise<SsmServer> {
  const reads: string[] = [];
  const { url: endpoint, close } = await startLocalServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = (status: number, body: unknown): void => {
        response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(body));
      };
      if (request.headers["x-amz-target"] !== "AmazonSSM.GetParameter") {
        answer(400, { __type: "InvalidAction" });
        return;
      }
      const { Name, WithDecryption } = JSON.parse(Buffer.concat(chunks).toString()) as {
        Name: string;
        WithDecryption?: boolean;
      };
      reads.push(Name);
      const value = parameters[Name];
      if (value === undefined) {
        answer(400, { __type: "ParameterNotFound" });
        return;
      }
      answer(200, {
        Parameter: {
          Name,
          Type: "SecureString",
          Value: WithDecryption === true ? value : "AQICAHhencrypted",
          Version: 1,
        },
      });
    });
  });
  return { endpoint, reads, close };
}
