import { statSync } from "node:fs";
import { splitIntoTasks, totalSize } from "../explain/split-into-tasks.ts";
import type { Source } from "../explain/source.ts";
import { markOf } from "./checkpoint.client.ts";
import type { Scanner } from "./scanner.ts";
import type { SourceBatch } from "./source-batch.ts";

/** Tasks under way for each worker: one is read while the next waits. */
const tasksAhead = 2;

/** Log files on this machine, read by several threads; those that are `isDone` are passed over. */
export async function* readFolderSource(
  sources: readonly Source[],
  isDone: (mark: string) => boolean,
  scanner: Scanner,
  workerCount: number,
): AsyncGenerator<SourceBatch, void> {
  const marked = sources.map((source) => ({ source, mark: fileMark(source) }));
  const left = marked.filter(({ mark }) => !isDone(mark));
  const marks = new Map(left.map(({ source, mark }) => [source.path, mark]));
  const total = totalSize(sources);
  let bytes = total - totalSize(left.map(({ source }) => source));
  const tasks = splitIntoTasks(
    left.map(({ source }) => source),
    Math.max(workerCount, 1),
  );
  const running: ReturnType<typeof start>[] = [];
  let next = 0;
  const fill = (): void => {
    while (next < tasks.length && running.length < tasksAhead * Math.max(workerCount, 1)) {
      const task = tasks[next++];
      if (task !== undefined) running.push(start(task));
    }
  };
  fill();
  while (running.length > 0) {
    const first = running.shift();
    if (first === undefined) return;
    const { task, scanned } = await first;
    fill();
    bytes += totalSize(task);
    yield {
      groups: scanned.flatMap(({ groups }) => groups),
      problems: scanned.flatMap(({ problems }) => problems),
      records: scanned.reduce((sum, { records }) => sum + records, 0),
      marks: task.map(({ path }) => ({ done: marks.get(path) ?? "" })),
      progress: total === 0 ? 1 : bytes / total,
    };
  }

  async function start(task: readonly Source[]) {
    return { task, scanned: await scanner.scan(task) };
  }
}

/** A file that was written anew is another file. */
function fileMark({ path, size }: Source): string {
  if (path === null) return "";
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return markOf(path, size ?? 0, modified);
}
