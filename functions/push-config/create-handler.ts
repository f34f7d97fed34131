import middy from "@middy/core";
import type { ConfigStore } from "../../shared/config/config-store.client.ts";
import type { Telemetry } from "../../shared/telemetry/telemetry.ts";
import { flushTelemetry } from "../flush-telemetry.ts";
import {
  buildResponse,
  type CustomResourceOutcome,
  type CustomResourceRequest,
} from "./custom-resource.ts";
import { pushConfig } from "./push-config.ts";

export interface PushServices {
  readonly store: ConfigStore;
  /** Puts the answer to CloudFormation's URL. Throws where it is not taken, without that URL in the error. */
  readonly answer: (url: string, body: string) => Promise<void>;
  readonly telemetry: Telemetry;
}

export type PushHandler = (request: CustomResourceRequest, context: unknown) => Promise<void>;

/** The Lambda handler behind the stack's `DeployedConfig`: whatever happens, CloudFormation gets its answer. */
export function createHandler({ store, answer, telemetry }: PushServices): PushHandler {
  const handler = middy<CustomResourceRequest, undefined>()
    .use(flushTelemetry(telemetry))
    .handler(async (request) => {
      const outcome = await attempt(request, store);
      telemetry.info("Handled a deployed config", {
        request: request.RequestType,
        outcome: outcome.kind,
      });
      await answer(request.ResponseURL, buildResponse(request, outcome));
    });
  return async (request, context) => {
    await handler(request, context as never);
  };
}

async function attempt(
  { RequestType, ResourceProperties }: CustomResourceRequest,
  store: ConfigStore,
): Promise<CustomResourceOutcome> {
  // The table outlives the stack, and its config with it.
  if (RequestType === "Delete") return { kind: "success" };
  try {
    if (typeof ResourceProperties.Config !== "string") {
      return { kind: "failed", reason: "Cannot read the deployed config: it is no text" };
    }
    await pushConfig(ResourceProperties.Config, store);
    return { kind: "success" };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : "unknown" };
  }
}
