import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder of this run of the tests, for `onceARun`. */
    readonly runFolder: string;
  }
}

/** Vitest's global setup: gives the test files of a run a folder in common, and removes it after the last of them. */
export default function provideRunFolder(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-run-"));
  project.provide("runFolder", folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
