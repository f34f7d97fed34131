// The part of Lambda's managed Node.js runtime that a function can tell from outside ("Building a custom runtime" and
// "Using the Lambda runtime API", AWS Lambda Developer Guide): load the handler, then next, call, answer, again.
import { Buffer } from "node:buffer";
import { request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(`${api}${path}`, { method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function report(path, error) {
  const errorType = error instanceof Error ? error.name : typeof error;
  const body = JSON.stringify({
    errorType,
    errorMessage: error instanceof Error ? error.message : String(error),
    trace: error instanceof Error ? (error.stack ?? "").split("\n") : [],
  });
  return call("POST", path, body, { "Lambda-Runtime-Function-Error-Type": errorType });
}

async function loadHandler() {
  const [file, name] = process.env._HANDLER.split(".");
  const module = await import(
    pathToFileURL(join(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`)).href
  );
  if (typeof module[name] !== "function") throw new Error(`Cannot find the handler "${name}"`);
  return module[name];
}

function buildContext(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
  };
}

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  await report("/init/error", error);
  process.exit(1);
}

for (;;) {
  const { headers, body } = await call("GET", "/invocation/next");
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const id = headers["lambda-runtime-aws-request-id"];
  try {
    const answer = await handler(JSON.parse(body), buildContext(headers));
    await call("POST", `/invocation/${id}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    await report(`/invocation/${id}/error`, error);
  }
}
