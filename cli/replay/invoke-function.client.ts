import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { noteFailedCalls } from "../aws-call.ts";
import type { AwsOptions } from "../aws-options.ts";

/** What a deployed function did with one event: the outcome's kind, or why it failed. */
export type Invoked =
  | { readonly kind: "handled"; readonly outcome: string }
  | { readonly kind: "failed"; readonly reason: string };

export interface FunctionInvoker {
  readonly invoke: (event: unknown) => Promise<Invoked>;
  readonly close: () => void;
}

/** Invokes the function `name` with one event at a time and waits for its answer ("Invoke", Lambda API Reference). */
export function createFunctionInvoker(name: string, options: AwsOptions): FunctionInvoker {
  const client = noteFailedCalls(new LambdaClient(options));
  return {
    async invoke(event) {
      const answer = await client.send(
        new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
      );
      const payload = readPayload(answer.Payload);
      if (answer.FunctionError !== undefined) {
        return { kind: "failed", reason: textIn(payload, "errorMessage") ?? answer.FunctionError };
      }
      const first: unknown = Array.isArray(payload) ? payload[0] : undefined;
      const outcome = textIn(first, "kind");
      return outcome === null
        ? { kind: "failed", reason: "it does not answer as alert-on-denial does" }
        : { kind: "handled", outcome };
    },
    close: () => {
      client.destroy();
    },
  };
}

function readPayload(payload: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString()) as unknown;
  } catch {
    return null;
  }
}

function textIn(value: unknown, field: string): string | null {
  if (typeof value !== "object" || value === null || !(field in value)) return null;
  const text = (value as Readonly<Record<string, unknown>>)[field];
  return typeof text === "string" ? text : null;
}
