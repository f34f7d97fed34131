import { CommanderError } from "commander";
import { buildProgram } from "./build-program.ts";
import { endOnClosedOutput } from "./end-on-closed-output.ts";
import { exitCodes, UsageError } from "./exit-codes.ts";

endOnClosedOutput(process);
try {
  const program = await buildProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  console.error(`denywatch: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}
