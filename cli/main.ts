import { CommanderError } from "commander";
import { buildProgram } from "./build-program.ts";
import { endOnClosedOutput } from "./end-on-closed-output.ts";
import { exitCodes, UsageError } from "./exit-codes.ts";

endOnClosedOutput(process);
try {
  const program = await buildProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = await report(error);
}

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  const { describeFailure } = await import("./describe-failure.ts");
  console.error(`denywatch: ${describeFailure(error)}`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}
