import { endOnClosedOutput } from "./end-on-closed-output.ts";
import { runProgram } from "./run-program.ts";

endOnClosedOutput(process);
process.exitCode = await runProgram(process.argv.slice(2));
