import { appendFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openJsonLinesFile } from "../../local/json-lines-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function newPath(): Promise<string> {
  return join(await temporaryFolder(), "lines.jsonl");
}

test("openJsonLinesFile() reads a file that is not there as empty", async () => {
  expect(await openJsonLinesFile(await newPath()).readAll()).toEqual([]);
});

test("openJsonLinesFile() keeps the order of writes that nobody waited for", async () => {
  const path = await newPath();
  const file = openJsonLinesFile(path);
  const values = Array.from({ length: 50 }, (_, n) => ({ n, text: "line\nbreak \u2028" }));
  await Promise.all(values.map((value) => file.append(value)));
  expect(await file.readAll()).toEqual(values);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("openJsonLinesFile() passes over a line cut by a kill, and loses none behind it", async () => {
  const path = await newPath();
  await openJsonLinesFile(path).append(1);
  await appendFile(path, '{"half": "wri');
  const file = openJsonLinesFile(path);
  await file.append(2);
  expect(await file.readAll()).toEqual([1, 2]);
});

test("openJsonLinesFile() replaces all values at once", async () => {
  const path = await newPath();
  const file = openJsonLinesFile(path);
  await file.append("old");
  await file.replaceAll(["new"]);
  await file.append("newer");
  expect(await file.readAll()).toEqual(["new", "newer"]);
  expect(await readFile(path, "utf8")).not.toContain("old");
});

test("openJsonLinesFile() goes on after a write that failed", async () => {
  const file = openJsonLinesFile(await newPath());
  const circular: { self?: unknown } = {};
  circular.self = circular;
  await expect(file.append(circular)).rejects.toThrow();
  await file.append("fine");
  expect(await file.readAll()).toEqual(["fine"]);
});
