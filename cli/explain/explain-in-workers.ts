import { Worker } from "node:worker_threads";
import type { ExplainSettings } from "./item.ts";
import type { NumberedBatch } from "./numbered-batch.ts";
import type { Source } from "./source.ts";
import { splitIntoTasks, totalSize } from "./split-into-tasks.ts";
import type { WorkerAnswer, WorkerRequest, WorkerSettings } from "./worker-messages.ts";

/** Tasks under way or waiting to be printed, for each worker: more would only fill the memory. */
const tasksAhead = 12;
/** A worker has the next task at hand when it is through with one. */
const tasksAtOnce = 2;
/** Of all positions, what share the main thread is able to explain while the workers read on. */
const shareLeftInAll = 0.3;

/** Files that one worker reads in one go, and what it has answered that is not printed yet. */
interface Task {
  readonly sources: readonly Source[];
  readonly answers: WorkerAnswer[];
  worker: Worker | null;
}

/**
 * The same as `explainSources`, in the same order, by several threads. Throws what a worker dies of. Ends its workers
 * when it is left early, too.
 */
export async function* explainInWorkers(
  sources: readonly Source[],
  settings: ExplainSettings,
  workerCount: number,
): AsyncGenerator<NumberedBatch, void> {
  const tasks = splitIntoTasks(sources, workerCount).map((part): Task => ({
    sources: part,
    answers: [],
    worker: null,
  }));
  const workerData: WorkerSettings = { ...settings, shareLeft: shareLeftInAll / workerCount };
  const workers = Array.from({ length: Math.min(workerCount, tasks.length) }, () => {
    return new Worker(new URL("./explain-worker.mjs", import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
  });
  // Loaded while the workers begin.
  const explaining = Promise.all([
    import("./explain-findings.ts"),
    import("./explain-json-record.ts"),
  ]);
  const free = Array.from({ length: tasksAtOnce }, () => workers).flat();
  let assigned = 0;
  let head = 0;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const assign = (): void => {
    while (free.length > 0 && assigned < head + tasksAhead * workers.length) {
      const task = tasks[assigned];
      if (task === undefined) return;
      const worker = free.shift();
      if (worker === undefined) return;
      task.worker = worker;
      say(worker, { kind: "explain", task: assigned++, sources: task.sources });
    }
  };
  for (const worker of workers) {
    worker.on("message", (answer: WorkerAnswer) => {
      tasks[answer.task]?.answers.push(answer);
      if (answer.isDone) {
        free.push(worker);
        assign();
      }
      wake();
    });
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      wake();
    });
  }
  /** The next answer of the task that is printed now. */
  const nextAnswer = async (task: Task): Promise<WorkerAnswer> => {
    for (;;) {
      const answer = task.answers.shift();
      if (answer !== undefined) return answer;
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  try {
    assign();
    const [{ explainFindings }] = await explaining;
    let before = 0;
    let bytesBefore = 0;
    for (const task of tasks) {
      for (;;) {
        const answer = await nextAnswer(task);
        const items = await explainFindings(answer.findings, settings);
        const positions = before + answer.positions;
        yield { items, before, positions, bytesRead: bytesBefore + answer.bytesRead };
        if (task.worker !== null) say(task.worker, { kind: "printed" });
        if (!answer.isDone) continue;
        before = positions;
        break;
      }
      bytesBefore += totalSize(task.sources);
      head++;
      assign();
    }
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.terminate()));
  }
}

function say(worker: Worker, request: WorkerRequest): void {
  worker.postMessage(request);
}
