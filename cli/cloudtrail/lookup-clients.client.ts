import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { noteFailedCalls } from "../aws-call.ts";
import type { LookupClient } from "./look-up-events.client.ts";
import { createRequestPacer, type RequestPacer, type Waiting } from "./request-pacer.ts";

export interface LookupClients {
  /** The client of a Region: always the same one, so that its pace holds for whoever asks. */
  of(region: string): LookupClient;
  close(): void;
}

/** A lookup may take half a minute in us-east-1. */
const answerWithinMilliseconds = 60_000;

/** LookupEvents clients of one set of credentials, each at its Region's pace. Repeating is the caller's: the SDK's own would break the pace. */
export function createLookupClients(waiting: Waiting, profile: string | undefined): LookupClients {
  const clients = new Map<string, { cloudTrail: CloudTrailClient; pacer: RequestPacer }>();
  return {
    of(region) {
      const known = clients.get(region) ?? {
        cloudTrail: noteFailedCalls(
          new CloudTrailClient({
            region,
            maxAttempts: 1,
            requestHandler: {
              requestTimeout: answerWithinMilliseconds,
              throwOnRequestTimeout: true,
            },
            ...(profile === undefined ? {} : { profile }),
          }),
        ),
        pacer: createRequestPacer(waiting),
      };
      clients.set(region, known);
      return { ...known, waiting };
    },
    close() {
      for (const { cloudTrail } of clients.values()) cloudTrail.destroy();
    },
  };
}
