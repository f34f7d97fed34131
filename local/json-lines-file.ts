import { appendFile, readFile, rename, writeFile } from "node:fs/promises";

/** Values in a file, one JSON line each, readable by its owner only. Writes happen in the order they were asked for. */
export interface JsonLinesFile {
  /** Done once the operating system has the line: it survives the process, not a power cut. */
  append(value: unknown): Promise<void>;
  /** Every whole line's value; a line that a killed process left half written is passed over. */
  readAll(): Promise<readonly unknown[]>;
  /** All values at once: readers see either the old ones or the new ones. */
  replaceAll(values: readonly unknown[]): Promise<void>;
}

const mode = 0o600;

/** The file need not exist: it is empty then. */
export function openJsonLinesFile(path: string): JsonLinesFile {
  let last: Promise<unknown> = Promise.resolve();

  return {
    // A line break in front: whatever a killed process left half written ends there, and harms no later line.
    append: (value) => inOrder(() => appendFile(path, `\n${JSON.stringify(value)}\n`, { mode })),
    readAll: () => inOrder(read),
    replaceAll: (values) =>
      inOrder(async () => {
        const lines = values.map((value) => `${JSON.stringify(value)}\n`).join("");
        await writeFile(`${path}.new`, lines, { mode });
        await rename(`${path}.new`, path);
      }),
  };

  async function read(): Promise<readonly unknown[]> {
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
    return text.split("\n").flatMap(parseLine);
  }

  function inOrder<T>(step: () => Promise<T>): Promise<T> {
    const result = last.then(step);
    last = result.catch(() => undefined);
    return result;
  }
}

function parseLine(line: string): readonly unknown[] {
  if (line.trim() === "") return [];
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
