import { parentPort } from "node:worker_threads";
import { startDynalite } from "../support/dynamodb-engines.ts";

// What start-engine-thread.ts starts: the engine's work must not keep the schedules' own thread waiting.
const engine = await startDynalite();
parentPort?.postMessage(engine.endpoint);
