import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FunctionBundle } from "../../infra/bundle-function.ts";
import { type LambdaRuntimeApi, startLambdaRuntimeApi } from "./lambda-runtime-api.ts";

export interface RunningFunction {
  readonly api: LambdaRuntimeApi;
  /** From the process's start to its first request for an event; rejects where it ends before. */
  readonly coldStartMilliseconds: Promise<number>;
  /** Everything that it wrote to standard output and standard error so far. */
  output(): string;
  /** Its exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

const bootstrap = fileURLToPath(new URL("lambda-bootstrap.mjs", import.meta.url));

/**
 * Starts a bundle in a process of its own, as Lambda's Node.js runtime starts it: nothing of this process's environment
 * gets in, only what Lambda sets and what is given.
 */
export async function startFunction(
  bundle: FunctionBundle,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningFunction> {
  const api = await startLambdaRuntimeApi();
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, [bootstrap], {
    cwd: bundle.folder,
    env: {
      AWS_LAMBDA_RUNTIME_API: api.address,
      LAMBDA_TASK_ROOT: bundle.folder,
      _HANDLER: bundle.handler,
      AWS_LAMBDA_FUNCTION_NAME: "denywatch",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_FORMAT: "JSON",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SESSION_TOKEN: "local",
      TZ: ":UTC",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const coldStartMilliseconds = Promise.race([
    api.started.then(() => performance.now() - spawnedAt),
    exited.then((code) => {
      throw new Error(`Cannot start the function: it ended with ${code ?? "a signal"}: ${output}`);
    }),
  ]);
  // Whoever does not ask for it must not fail by it.
  coldStartMilliseconds.catch(() => undefined);
  return {
    api,
    coldStartMilliseconds,
    output: () => output,
    exited,
    stop: async () => {
      child.kill("SIGKILL");
      await exited;
      await api.close();
    },
  };
}
