import { setImmediate as letMessagesIn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ExplainSettings } from "./item.ts";
import type { NumberedBatch } from "./numbered-batch.ts";
import type { Source } from "./source.ts";
import { splitIntoTasks, totalSize } from "./split-into-tasks.ts";
import type { TaskAnswer, ThreadSettings, WorkerRequest } from "./thread-messages.ts";

/** Tasks under way or waiting to be printed, for each thread: more would only fill the memory. */
const tasksAhead = 24;
/** A worker has the next task at hand when it is through with one. */
const tasksAtOnce = 2;
/** Of all positions, what share the main thread is able to explain while the workers read on. */
const shareLeftInAll = 0.3;

/** Files that one thread reads in one go, and what it has answered that is not printed yet. */
interface Task {
  readonly sources: readonly Source[];
  readonly answers: TaskAnswer[];
  /** Null for what this thread reads itself. */
  worker: Worker | null;
}

/**
 * The same as `explainSources`, in the same order, by this thread and `workerCount` more. Workers read; this thread
 * explains what they found, and reads as well where it would wait. Throws what a worker dies of. Ends its workers when
 * it is left early, too.
 */
export async function* explainInThreads(
  sources: readonly Source[],
  settings: ExplainSettings,
  workerCount: number,
): AsyncGenerator<NumberedBatch, void> {
  const threadSettings: ThreadSettings = { ...settings, shareLeft: shareLeftInAll / workerCount };
  const workers = Array.from({ length: workerCount }, () => {
    return new Worker(new URL("./explain-worker.mjs", import.meta.url), {
      workerData: threadSettings,
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
  });
  const tasks = splitIntoTasks(sources, workerCount + 1).map((part): Task => ({
    sources: part,
    answers: [],
    worker: null,
  }));
  // Loaded while the workers begin.
  const loading = Promise.all([
    import("./explain-findings.ts"),
    import("./answers-of-task.ts"),
    import("./explain-json-record.ts"),
  ]);
  const free = Array.from({ length: tasksAtOnce }, () => workers).flat();
  let assigned = 0;
  let head = 0;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const takeTask = (): number | null =>
    assigned < Math.min(tasks.length, head + tasksAhead * (workers.length + 1)) ? assigned++ : null;
  const assign = (): void => {
    for (let worker = free.shift(); worker !== undefined; worker = free.shift()) {
      const number = takeTask();
      const task = number === null ? undefined : tasks[number];
      if (number === null || task === undefined) {
        free.unshift(worker);
        return;
      }
      task.worker = worker;
      say(worker, { kind: "explain", task: number, sources: task.sources });
    }
  };
  for (const worker of workers) {
    worker.on("message", (answer: TaskAnswer) => {
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
  /** What this thread reads itself. */
  let own: AsyncGenerator<TaskAnswer, void> | null = null;
  /** Reads on for a little; false where all is read or handed out, or far enough ahead of what is printed. */
  const readOn = async (): Promise<boolean> => {
    if (own === null) {
      const number = takeTask();
      if (number === null) return false;
      const [, { answersOfTask }] = await loading;
      own = answersOfTask(number, tasks[number]?.sources ?? [], threadSettings);
    }
    const { value: answer } = await own.next();
    if (answer === undefined || answer.isDone) own = null;
    if (answer !== undefined) tasks[answer.task]?.answers.push(answer);
    return true;
  };
  /** The next answer of the task that is printed now. */
  const nextAnswer = async (task: Task): Promise<TaskAnswer> => {
    for (;;) {
      const answer = task.answers.shift();
      if (answer !== undefined) return answer;
      if (failure !== null) throw failure;
      if (await readOn()) {
        await letMessagesIn();
        continue;
      }
      if (task.answers.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  try {
    assign();
    const [{ explainFindings }] = await loading;
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
