import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { endOnClosedOutput } from "../../cli/end-on-closed-output.ts";

const closedPipe = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });

function startProcess() {
  const running = { stdout: new PassThrough(), stderr: new PassThrough(), exit: vi.fn() };
  endOnClosedOutput(running);
  return running;
}

test("endOnClosedOutput() ends the process when nobody reads its output", () => {
  const running = startProcess();
  running.stdout.emit("error", closedPipe);
  expect(running.exit).toHaveBeenCalledOnce();
});

test("endOnClosedOutput() leaves it to a command that listens itself", () => {
  const running = startProcess();
  const own = vi.fn();
  running.stdout.on("error", own);
  running.stdout.emit("error", closedPipe);
  expect(own).toHaveBeenCalledWith(closedPipe);
  expect(running.exit).not.toHaveBeenCalled();
});

test("endOnClosedOutput() goes on when nobody reads its errors", () => {
  const running = startProcess();
  running.stderr.emit("error", closedPipe);
  expect(running.exit).not.toHaveBeenCalled();
});

test.each(["stdout", "stderr"] as const)(
  "endOnClosedOutput() throws what else %s fails of",
  (of) => {
    const full = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });
    expect(() => startProcess()[of].emit("error", full)).toThrow(full);
  },
);

test("denywatch --help ends quietly, and well, when nobody reads it", async () => {
  const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));
  // The pipe is closed before anything is written to it.
  const child = spawn(process.execPath, [bin, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
});
