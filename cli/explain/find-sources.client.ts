import { type Dirent, globSync, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../exit-codes.ts";
import type { Source } from "./source.ts";

const standardInput: Source = { label: "standard input", path: null, size: null };

/**
 * The files that the arguments name, in their order, a folder's by name; standard input for "-" and for none. Throws
 * a `UsageError` before anything is read where an argument names nothing.
 */
export function findSources(paths: readonly string[]): readonly Source[] {
  const named = paths.length === 0 ? ["-"] : paths;
  const sources = named.flatMap((path) => (path === "-" ? [standardInput] : findUnder(path)));
  if (sources.filter(({ path }) => path === null).length > 1) {
    throw new UsageError('Cannot read standard input twice; give "-" once');
  }
  return sources;
}

function findUnder(path: string): readonly Source[] {
  const named = sourcesAt(path);
  if (named !== null) return named;
  if (!/[*?[{]/.test(path)) throw new UsageError(`Cannot find "${path}"`);
  const matches = globSync(path).toSorted();
  const sources = matches.flatMap((match) => sourcesAt(match) ?? []);
  if (sources.length === 0) throw new UsageError(`Cannot find any file that matches "${path}"`);
  // A folder that matches brings files that may match by themselves, too.
  return [...new Map(sources.map((source) => [source.path, source])).values()];
}

function sourcesAt(path: string): readonly Source[] | null {
  const found = statOf(path);
  if (found === null) return null;
  if (found.isDirectory()) return sourcesIn(path);
  return [{ label: path, path, size: found.isFile() ? found.size : null }];
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOTDIR") return null;
    throw new UsageError(`Cannot look at "${path}": ${code}`, { cause: error });
  }
}

/** Hidden files are not logs; a link to a folder is not followed. */
function sourcesIn(folder: string): readonly Source[] {
  return readFolder(folder)
    .filter((entry) => !entry.name.startsWith(".") && (entry.isFile() || entry.isSymbolicLink()))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .flatMap((path): readonly Source[] => {
      const found = statOf(path);
      return found?.isFile() === true ? [{ label: path, path, size: found.size }] : [];
    });
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`Cannot read folder "${folder}": ${code}`, { cause: error });
  }
}
