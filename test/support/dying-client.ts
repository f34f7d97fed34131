import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { localClient } from "./dynamodb-engines.ts";

export interface RecordingProxy {
  readonly dynamoDb: DynamoDBClient;
}

/**
 * A client whose process is killed with its n-th request: that one reaches the engine and its answer nobody, and no
 * further one is sent.
 */
export function startDyingClient(endpoint: string, n: number): RecordingProxy {
  const dynamoDb = localClient(endpoint);
  let requests = 0;
  dynamoDb.middlewareStack.add(
    (next) => async (args) => {
      requests += 1;
      if (requests > n) throw new Error("killed");
      const answer = await next(args);
      if (requests === n) throw new Error("killed");
      return answer;
    },
    { step: "initialize", name: "dying" },
  );
  return { dynamoDb };
}
