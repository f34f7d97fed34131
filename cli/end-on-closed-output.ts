import type { Writable } from "node:stream";

/** What is needed of `process`. */
export interface OutputProcess {
  readonly stdout: Writable;
  readonly stderr: Writable;
  exit(): void;
}

/**
 * Ends the process quietly, with the exit code that it has so far, when nobody reads its output any more (`| head`). A
 * command that listens for errors of its output itself has the say instead; nobody has to read its errors.
 */
export function endOnClosedOutput(running: OutputProcess): void {
  const { stdout, stderr } = running;
  stdout.on("error", (error) => {
    if (!isClosedPipe(error)) throw error;
    if (stdout.listenerCount("error") === 1) running.exit();
  });
  stderr.on("error", (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

function isClosedPipe(error: Error): boolean {
  return "code" in error && error.code === "EPIPE";
}
