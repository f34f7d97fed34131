import { deriveAction } from "../shared/denial/derive-action.ts";

/** A call to AWS that failed: what its error does not say, and a person has to know. */
export interface AwsCall {
  /** The IAM action that it needs, as far as its name tells: `dynamodb:Query`. */
  readonly action: string;
  /** What was asked for: a table, a stack, a bucket; null where the call names none. */
  readonly target: string | null;
  readonly region: string | null;
  readonly profile: string | null;
}

/** The part of an SDK client that is needed here; every one has it. */
interface AwsClient {
  readonly config: {
    readonly serviceId: string;
    readonly region: () => Promise<string>;
    readonly profile?: string | undefined;
  };
  readonly middlewareStack: object;
}

/** Its type differs from client to client; this much is the same, and fits any of them. */
interface MiddlewareStack {
  add(
    middleware: (next: Next, context: { readonly commandName?: string }) => Next,
    options: { readonly step: "initialize"; readonly name: string; readonly priority: "high" },
  ): void;
}
type Next = (args: { readonly input?: unknown }) => Promise<unknown>;

const failedCalls = new WeakMap<object, AwsCall>();

/**
 * Makes a client write down which call an error comes from; the error itself stays as it is. Give it every SDK client
 * of the command line: `translateAwsError` can then name the action, what was asked for and the Region.
 */
export function noteFailedCalls<Client extends AwsClient>(client: Client): Client {
  (client.middlewareStack as MiddlewareStack).add(
    (next, { commandName = "" }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (typeof error === "object" && error !== null) {
            failedCalls.set(error, await describeCall(client, commandName, args));
          }
          throw error;
        }
      },
    { step: "initialize", name: "noteFailedCalls", priority: "high" },
  );
  return client;
}

/** The call that this error comes from; null where no client wrote it down. */
export function failedCallOf(error: unknown): AwsCall | null {
  return typeof error === "object" && error !== null ? (failedCalls.get(error) ?? null) : null;
}

async function describeCall(
  { config }: AwsClient,
  commandName: string,
  args: { readonly input?: unknown },
): Promise<AwsCall> {
  const operation = commandName.replace(/Command$/, "");
  const service = config.serviceId.toLowerCase().replaceAll(" ", "");
  const source = `${eventSources[service] ?? service}.amazonaws.com`;
  return {
    action: deriveAction(source, operation) ?? operation,
    target: findTarget(args.input),
    region: await config.region().catch(() => null),
    profile: config.profile ?? null,
  };
}

/** What a service is called in records and in actions, where that is not its SDK's name. */
const eventSources: Readonly<Record<string, string>> = { eventbridge: "events" };

const targetFields = [
  "TableName",
  "StackName",
  "Bucket",
  "FunctionName",
  "QueueUrl",
  "WorkGroup",
  "EventBusName",
  "Name",
  "Rule",
] as const;

function findTarget(input: unknown): string | null {
  if (typeof input !== "object" || input === null) return null;
  const fields = input as Readonly<Record<string, unknown>>;
  const value = targetFields.map((field) => fields[field]).find((text) => typeof text === "string");
  return value ?? null;
}
