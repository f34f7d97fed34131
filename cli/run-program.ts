import { CommanderError } from "commander";
import { buildProgram } from "./build-program.ts";
import { exitCodes, UsageError } from "./exit-codes.ts";

/** Runs one command line and gives its exit code. What ends it early is said in one line on standard error. */
export async function runProgram(args: readonly string[]): Promise<number> {
  try {
    const program = await buildProgram(args);
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    return await report(error);
  }
}

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  const { describeFailure } = await import("./describe-failure.ts");
  console.error(`denywatch: ${describeFailure(error)}`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}
