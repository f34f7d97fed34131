import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface RunningScript {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Done once standard output holds the text; rejects where the script ends before. */
  waitFor(text: string): Promise<void>;
  readonly exitCode: Promise<number | null>;
}

const project = join(import.meta.dirname, "../..");

/** Starts a script of `local/` as npm does. It is killed with the test. */
export function runScript(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningScript {
  const inherited = { ...process.env };
  delete inherited["SLACK_WEBHOOK_URL"];
  const child = spawn(process.execPath, [join(project, "local", name), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...inherited, ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    exitCode: once(child, "close").then(() => child.exitCode),
    async waitFor(text) {
      while (!stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
