import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { openJsonLinesFile } from "../../local/json-lines-file.ts";
import type { SourceMark } from "./source-batch.ts";

/** What a run reads, fixed when it begins: a run that goes on reads the same. Epoch seconds. */
export interface RunSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface Checkpoint {
  /** When the run began that this one goes on with, ISO 8601; null for a new one. */
  readonly resumedFrom: string | null;
  readonly span: RunSpan;
  readonly isDone: (mark: string) => boolean;
  readonly positionOf: (region: string) => unknown;
  /** Writes down what was counted. Done once the operating system has it. */
  mark(marks: readonly SourceMark[]): Promise<void>;
  /** The run is through: the next one begins anew. */
  remove(): Promise<void>;
}

export interface CheckpointOptions {
  readonly path: string;
  /** What is read, and into which table: a checkpoint of something else is no checkpoint. */
  readonly of: string;
  readonly span: RunSpan;
  readonly now: Date;
  /** Begins anew whatever is there. */
  readonly restart: boolean;
}

interface Header {
  readonly of: string;
  readonly startedAt: string;
  readonly span: RunSpan;
}

interface MarksLine {
  readonly marks: readonly SourceMark[];
}

/** Opens the checkpoint of a run. It only saves work: what was counted and not marked is read again and not counted again. */
export async function openCheckpoint(options: CheckpointOptions): Promise<Checkpoint> {
  const { path, of, now, restart } = options;
  await mkdir(dirname(path), { recursive: true });
  const file = openJsonLinesFile(path);
  const [first, ...lines] = restart ? [] : await file.readAll();
  const header = isHeader(first) && first.of === of ? first : null;
  const done = new Set<string>();
  const positions = new Map<string, unknown>();
  for (const line of header === null ? [] : lines) marksOf(line).forEach(take);
  if (header === null) {
    await file.replaceAll([{ of, startedAt: now.toISOString(), span: options.span }]);
  }
  return {
    resumedFrom: header?.startedAt ?? null,
    span: header?.span ?? options.span,
    isDone: (mark) => done.has(mark),
    positionOf: (region) => positions.get(region) ?? null,
    async mark(marks) {
      marks.forEach(take);
      const line: MarksLine = { marks };
      if (marks.length > 0) await file.append(line);
    },
    remove: () => rm(path, { force: true }),
  };

  function take(mark: SourceMark): void {
    if ("done" in mark) done.add(mark.done);
    else if ("region" in mark) positions.set(mark.region, mark.position);
  }
}

/** A short name of an object or file and its version. */
export function markOf(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 12);
}

function isHeader(line: unknown): line is Header {
  return typeof line === "object" && line !== null && "of" in line && "span" in line;
}

function marksOf(line: unknown): readonly SourceMark[] {
  return typeof line === "object" && line !== null && "marks" in line && Array.isArray(line.marks)
    ? (line.marks as readonly SourceMark[])
    : [];
}
