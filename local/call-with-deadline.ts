import { createLambdaContext, type Handler } from "./lambda-context.ts";

export interface LambdaFunction {
  readonly name: string;
  readonly handler: Handler;
  readonly timeoutMilliseconds: number;
}

export type CallOutcome =
  | { readonly kind: "succeeded" }
  | {
      readonly kind: "failed";
      readonly error: { readonly name: string; readonly message: string };
    };

/** Calls a handler once, as Lambda would: one that throws, rejects or takes too long has failed. Never throws. */
export async function callWithDeadline(
  { name, handler, timeoutMilliseconds }: LambdaFunction,
  event: unknown,
  requestId: string,
): Promise<CallOutcome> {
  const deadline = performance.now() + timeoutMilliseconds;
  const context = createLambdaContext(name, requestId, () =>
    Math.max(0, Math.round(deadline - performance.now())),
  );
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const seconds = (timeoutMilliseconds / 1000).toFixed(2);
    tooLate.reject(new Error(`Task timed out after ${seconds} seconds`));
  }, timeoutMilliseconds);
  try {
    // Each attempt gets a copy: what a handler does to its event must not reach the next attempt.
    await Promise.race([handler(structuredClone(event), context), tooLate.promise]);
    return { kind: "succeeded" };
  } catch (error) {
    return { kind: "failed", error: describe(error) };
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: "The handler threw no error object" };
}
