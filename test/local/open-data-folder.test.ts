import { mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DataFolderError, openDataFolder } from "../../local/open-data-folder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("openDataFolder() creates every missing folder, for its owner only, and leaves nothing in it", async () => {
  const path = join(await temporaryFolder(), "a", "b");
  expect(await openDataFolder(path)).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await readdir(path)).toEqual([]);
});

test("openDataFolder() takes a folder that is there, through a link too", async () => {
  const parent = await temporaryFolder();
  await mkdir(join(parent, "real"));
  await symlink(join(parent, "real"), join(parent, "link"));
  expect(await openDataFolder(join(parent, "link"))).toBe(join(parent, "link"));
});

test("openDataFolder() says on one line which folder it cannot use", async () => {
  const parent = await temporaryFolder();
  await writeFile(join(parent, "file"), "");
  for (const path of [join(parent, "file"), join(parent, "file", "below"), "/proc/denywatch"]) {
    const error = await openDataFolder(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataFolderError);
    expect(String(error)).toMatch(
      new RegExp(`Cannot use data folder "${path}": .+; choose another`),
    );
  }
});
