import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The data folder cannot be used; `message` is one line that says which folder and why. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";

  constructor(folder: string, reason: string, cause: unknown) {
    super(`Cannot use data folder "${folder}": ${reason}`, { cause });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission to write there; choose another with --data",
  EPERM: "no permission to write there; choose another with --data",
  EROFS: "the file system is read-only; choose another with --data",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is in its place; choose another with --data",
  EEXIST: "a file is in its place; choose another with --data",
  ENOENT: "it cannot be created there; choose another with --data",
};

/** Creates the folder where it is missing, readable by its owner only, and proves that it can be written to. */
export async function openDataFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  try {
    await createFolder(path);
    const probe = join(path, `.probe-${process.pid}`);
    await writeFile(probe, "");
    await rm(probe, { force: true });
    return path;
  } catch (error) {
    throw new DataFolderError(folder, describe(error), error);
  }
}

/** One folder at a time: `recursive` never returns where a file system refuses new folders without saying so. */
async function createFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await createFolder(dirname(path));
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function describe(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return reasons[code] ?? `it cannot be written to (${code})`;
}
