import { environmentNames } from "../../shared/config/environment-names.ts";
import { requireVariable } from "../../shared/config/require-variable.ts";
import { createPowertoolsTelemetry } from "../../shared/telemetry/powertools-telemetry.ts";
import { createHandler } from "./create-handler.ts";
import { openConfigStore } from "./open-config-store.client.ts";
import { putAnswer } from "./put-answer.client.ts";

// Once per cold start.
export const handler = createHandler({
  store: openConfigStore(requireVariable(process.env, environmentNames.tableName)),
  answer: putAnswer,
  telemetry: createPowertoolsTelemetry("push-config"),
});
