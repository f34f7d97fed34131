import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createActiveTable } from "../../local/create-active-table.ts";
import { answerTimeout } from "../../shared/config/answer-timeout.ts";
import { createTableInput } from "../../shared/history/create-table-input.ts";
import type { Engine } from "../support/dynamodb-engines.ts";
import { emptyTable } from "../support/empty-table.ts";
import {
  type DynamoDbCall,
  type DynamoDbFault,
  startFaultyDynamoDbProxy,
} from "../support/faulty-dynamodb-proxy.ts";
import { localSignature } from "../support/local-signature.ts";
import { ok, type SlackAnswer, startSlackServer } from "../support/slack-server.ts";

/** What a schedule says to whatever reaches the ground in its name. */
export interface GroundRules {
  /** To a call, the `n`-th of its caller, from 1. */
  dynamoDb(call: DynamoDbCall, n: number): DynamoDbFault;
  /** To the post of this number. */
  slack(post: number, message: unknown): SlackAnswer;
}

/** An engine behind a faulty proxy and a Slack, shared by schedules that have a table and webhooks each. */
export interface FaultGround {
  /** Through the faults. It tries as often as the SDK does by default, without the pauses. */
  readonly faulty: DynamoDBClient;
  /** Past the faults. */
  readonly direct: DynamoDBClient;
  readonly directEndpoint: string;
  /**
   * Gives a schedule an empty table, by its name, and obeys the rules for every caller whose name starts with the
   * schedule's and a slash.
   */
  enter(schedule: string, rules: GroundRules): Promise<string>;
  /** Gives the table to the next schedule: to make one costs more than most schedules. */
  leave(schedule: string): Promise<void>;
  webhookUrl(schedule: string, post: number): string;
  close(): Promise<void>;
}

/** In every webhook's URL, and nowhere else. */
export const webhookSecret = "qS3cr3t";

/** A ground over a running engine, which it stops when it is closed. */
export async function createFaultGround(engine: Engine): Promise<FaultGround> {
  const rulesOf = new Map<string, GroundRules>();
  const calls = new Map<string, number>();
  const tableOf = new Map<string, string>();
  const freeTables: string[] = [];
  let tables = 0;
  const proxy = await startFaultyDynamoDbProxy(engine.endpoint, (call) => {
    const n = (calls.get(call.caller) ?? 0) + 1;
    calls.set(call.caller, n);
    const rules = rulesOf.get(call.caller.split("/", 1)[0] ?? "");
    // A process of a schedule that is over: nobody waits for the answer.
    return rules?.dynamoDb(call, n) ?? { kind: "drop-before" };
  });
  const slack = await startSlackServer({
    respond: ({ path, message }) => {
      const [post = "", schedule = ""] = path.split("/").reverse();
      return rulesOf.get(schedule)?.slack(Number(post), message) ?? ok;
    },
  });
  const faulty = new DynamoDBClient({
    endpoint: proxy.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    signer: localSignature,
    retryStrategy: retryWithoutPauses,
    // Longer than any answer takes on a busy machine, but for what hangs.
    requestHandler: { ...answerTimeout, requestTimeout: 2_000 },
  });
  return {
    faulty,
    direct: engine.dynamoDb,
    directEndpoint: engine.endpoint,
    async enter(schedule, rules) {
      rulesOf.set(schedule, rules);
      const table = freeTables.pop() ?? (await makeTable());
      tableOf.set(schedule, table);
      return table;
    },
    async leave(schedule) {
      rulesOf.delete(schedule);
      const tableName = tableOf.get(schedule);
      tableOf.delete(schedule);
      if (tableName === undefined) return;
      await emptyTable({ dynamoDb: engine.dynamoDb, tableName });
      freeTables.push(tableName);
    },
    webhookUrl: (schedule, post) => `${slack.webhookUrl}/${schedule}/${post}`,
    async close() {
      faulty.destroy();
      await slack.close();
      await proxy.close();
      await engine.stop();
    },
  };

  async function makeTable(): Promise<string> {
    const tableName = `faults-${(tables += 1)}`;
    await createActiveTable(engine.dynamoDb, createTableInput(tableName));
    return tableName;
  }
}

type RetryStrategy = NonNullable<
  NonNullable<ConstructorParameters<typeof DynamoDBClient>[0]>["retryStrategy"]
>;

/** Three attempts, for what the SDK holds to be worth one ("Retry behavior", AWS SDKs and Tools Reference Guide). */
const retryWithoutPauses: RetryStrategy = {
  acquireInitialRetryToken: () => Promise.resolve(retryToken(0)),
  refreshRetryTokenForRetry: (token, { errorType }) =>
    errorType === "CLIENT_ERROR" || token.getRetryCount() >= 2
      ? Promise.reject(new Error("no attempt is left"))
      : Promise.resolve(retryToken(token.getRetryCount() + 1)),
  recordSuccess: () => undefined,
};

function retryToken(count: number) {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
