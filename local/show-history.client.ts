import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));

/** Lets the command line tool print the history of the data folder to this terminal. */
export async function showHistory(dataFolder: string): Promise<void> {
  const child = spawn(process.execPath, [cli, "history", "--local", dataFolder], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  await once(child, "exit");
  if (child.exitCode !== 0) {
    throw new Error(`Cannot show the history: exit code ${String(child.exitCode)}`);
  }
}
