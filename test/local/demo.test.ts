import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// One run for both: without the flag it ends where this one waits for its signal.
test("npm run demo -- --keep-open shows alerts, the history, the page and how to go on, and leaves nothing behind", async () => {
  const folder = await temporaryFolder();
  const script = runScript("demo.ts", ["--keep-open"], { TMPDIR: folder, NO_COLOR: "1" });
  await script.waitFor("Ctrl+C ends it.");
  const url = /The messages: (\S+)/.exec(script.stdout())?.[1] ?? "";
  expect((await fetch(url)).status).toBe(200);
  script.child.kill("SIGINT");
  expect(await script.exitCode).toBe(0);
  const shown = script.stdout();
  const told = shown.split("\n").filter((line) => /^│ \S+ (?:Info|Warning|Critical)/.test(line));
  expect(told.length).toBeGreaterThanOrEqual(25);
  expect(shown).toContain("web-deploy (GitHub Actions) may not s3:PutObject");
  expect(shown).toMatch(/\d+ events in, \d+ messages out/);
  expect(shown).toContain("npm start");
  for (const character of ["\u001b", "\u202e"]) expect(shown).not.toContain(character);
  expect(script.stderr()).toBe("");
  expect(await leftOver(folder)).toEqual([]);
});

test("npm run demo refuses a wrong flag with exit code 2", async () => {
  const script = runScript("demo.ts", ["--fast"]);
  expect(await script.exitCode).toBe(2);
  expect(script.stderr()).toMatch(/^denywatch: Unknown option '--fast' [^\n]+\n$/);
});

/** Node keeps its own cache of compiled code in the same place. */
async function leftOver(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name !== "node-compile-cache");
}
