import { type Engine, engines } from "../support/dynamodb-engines.ts";
import { startEngineThread } from "./start-engine-thread.ts";

/**
 * The engine that `FAULT_ENGINE` names; without it the native one where its binary is, which takes half of the
 * processor's time, and else the embedded one in a thread of its own.
 */
export async function startFaultEngine(): Promise<Engine> {
  const name = process.env["FAULT_ENGINE"];
  if (name === undefined) return await (engines["dynoxide"] ?? startEngineThread)();
  const start = name === "dynalite" ? startEngineThread : engines[name];
  if (start === undefined) throw new Error(`Cannot start engine "${name}"; it is not here`);
  return await start();
}
