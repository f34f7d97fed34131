import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFraming } from "../../../cli/explain/frame.ts";
import { readWindows } from "../../../cli/explain/read-windows.client.ts";

const small = "a line\n";
const large = Array.from({ length: 40_000 }, (_, i) => `line ${i}\n`).join("");
/** By name: what a file holds, and the text that is read. */
const files: readonly (readonly [string, Uint8Array, string])[] = [
  ["large.gz", gzipSync(large), large],
  ["small.gz", gzipSync(small), small],
  ["large.txt", Buffer.from(large), large],
  ["small.txt", Buffer.from(small), small],
  ["members.gz", Buffer.concat([gzipSync(large), gzipSync(small)]), large + small],
  ["empty.txt", Buffer.alloc(0), ""],
  ["large-again.gz", gzipSync(large.toUpperCase()), large.toUpperCase()],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "denywatch-windows-"));
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function* textsOf(name: string, size: number): AsyncGenerator<string, void> {
  const source = { label: name, path: join(folder, name), size };
  for await (const { bytes } of readWindows(source, startFraming())) {
    const before = bytes.toString();
    yield before;
    // Whatever else was read meanwhile: a window is good until the next is asked for.
    expect(bytes.toString()).toBe(before);
  }
}

it("readWindows() reads one file after the other, in memory that is given back", async () => {
  const bystander = Buffer.from("in the pool that small buffers share");
  for (const [name, { length }, expected] of [...files, ...files]) {
    let read = "";
    for await (const text of textsOf(name, length)) read += text;
    expect(read).toBe(expected);
  }
  expect(bystander.toString()).toBe("in the pool that small buffers share");
});

it("readWindows() keeps a window while another file is read", async () => {
  const open = files.map(([name, { length }]) => textsOf(name, length));
  const first = await Promise.all(open.map(async (texts) => (await texts.next()).value));
  expect(first).toEqual(files.map(([, , expected]) => expected));
  for (const texts of open) await texts.next();
});

it("readWindows() reads all of a file that is larger than it was said to be", async () => {
  let read = "";
  for await (const text of textsOf("large.txt", 10)) read += text;
  expect(read).toBe(large);
});
