import { parentPort, workerData } from "node:worker_threads";
import { answersOfTask } from "./answers-of-task.ts";
import type { Source } from "./source.ts";
import {
  mostUnprinted,
  type TaskAnswer,
  type ThreadSettings,
  type WorkerRequest,
} from "./thread-messages.ts";

const settings = workerData as ThreadSettings;

/** One task after the other. */
let working = Promise.resolve();
let unprinted = 0;
let wake: () => void = () => undefined;

parentPort?.on("message", (request: WorkerRequest) => {
  if (request.kind === "explain") {
    // A failure here is a defect: it ends the worker, and is thrown in the main thread.
    working = working.then(async () => {
      await answer(request.task, request.sources);
    });
  } else {
    unprinted--;
    wake();
  }
});

async function answer(task: number, sources: readonly Source[]): Promise<void> {
  for await (const answered of answersOfTask(task, sources, settings)) await send(answered);
}

async function send(message: TaskAnswer): Promise<void> {
  while (unprinted >= mostUnprinted) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  unprinted++;
  parentPort?.postMessage(message);
}
