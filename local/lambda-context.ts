import type { Context } from "aws-lambda";

/** A Lambda handler, as far as the local alerter calls one. */
export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** What Lambda tells a function of one invocation ("Lambda context object in Node.js", Lambda Developer Guide). */
export function createLambdaContext(
  functionName: string,
  requestId: string,
  remainingMilliseconds: () => number,
): Context {
  // Without the callback-style functions, which the Node.js 24 runtime no longer has.
  const context: Omit<Context, "done" | "fail" | "succeed"> = {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${functionName}`,
    memoryLimitInMB: "512",
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `local/[$LATEST]${requestId.replaceAll("-", "")}`,
    getRemainingTimeInMillis: remainingMilliseconds,
  };
  return context as Context;
}
