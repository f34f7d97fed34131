import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Engine, localClient } from "../support/dynamodb-engines.ts";

/** The embedded engine in a thread of its own. */
export async function startEngineThread(): Promise<Engine> {
  const thread = new Worker(new URL("engine-thread.ts", import.meta.url));
  const [endpoint] = (await once(thread, "message")) as [string];
  const dynamoDb = localClient(endpoint);
  return {
    endpoint,
    dynamoDb,
    tableName: "denywatch",
    stop: async () => {
      dynamoDb.destroy();
      await thread.terminate();
    },
  };
}
