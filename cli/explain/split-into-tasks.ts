import type { Source } from "./source.ts";

const [smallestBytes, largestBytes] = [64 * 1024, 1024 * 1024];
const mostFiles = 256;
const tasksForEachWorker = 32;

/** Neighbouring files in tasks: large enough that messages cost nothing, small enough that workers end together. */
export function splitIntoTasks(
  sources: readonly Source[],
  workerCount: number,
): readonly (readonly Source[])[] {
  const even = totalSize(sources) / (workerCount * tasksForEachWorker);
  const wanted = Math.min(Math.max(even, smallestBytes), largestBytes);
  const tasks: Source[][] = [];
  let task: Source[] = [];
  let bytes = 0;
  for (const source of sources) {
    task.push(source);
    bytes += source.size ?? 0;
    if (bytes < wanted && task.length < mostFiles) continue;
    tasks.push(task);
    task = [];
    bytes = 0;
  }
  return task.length > 0 ? [...tasks, task] : tasks;
}

/** Bytes of the files together, as they are stored. */
export function totalSize(sources: readonly Source[]): number {
  return sources.reduce((sum, { size }) => sum + (size ?? 0), 0);
}
