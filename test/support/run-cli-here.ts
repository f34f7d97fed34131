import { Console } from "node:console";
import { Readable, Writable } from "node:stream";
import { runProgram } from "../../cli/run-program.ts";
import type { CliResult } from "./run-cli.ts";

/** Standard output is a terminal of so many columns. */
export interface TerminalOfTest {
  readonly columns: number;
}

/**
 * Runs `denywatch` in this process: the whole program on streams and an environment of its own, for the cases where a
 * process of its own (`runCli`, ten times the price) proves nothing more. One at a time.
 */
export async function runCliHere(
  args: readonly string[],
  input: string | Uint8Array = "",
  environment: Readonly<Record<string, string>> = {},
  terminal: TerminalOfTest | null = null,
): Promise<CliResult> {
  const [stdout, stderr] = [createSink(), createSink()];
  const stdin = Readable.from(input.length === 0 ? [] : [Buffer.from(input)], {
    objectMode: false,
  });
  Object.assign(stdout.stream, terminal === null ? {} : { isTTY: true, ...terminal });
  const restore = [
    replace(globalThis, "console", new Console(stdout.stream, stderr.stream)),
    replace(process, "stdout", stdout.stream),
    replace(process, "stderr", stderr.stream),
    replace(process, "stdin", stdin),
    ...Object.entries(environment).map(([name, value]) => replace(process.env, name, value)),
  ];
  const outer = process.exitCode;
  process.exitCode = undefined;
  try {
    const code = await runProgram(args);
    return { code, stdout: stdout.read(), stderr: stderr.read() };
  } finally {
    process.exitCode = outer;
    for (const back of restore) back();
  }
}

function createSink(): { readonly stream: Writable; readonly read: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, read: () => Buffer.concat(chunks).toString() };
}

/** Puts a value in a property's place, and gives what puts the property back. */
function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}
