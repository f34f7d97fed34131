import type { Alert } from "./alert.ts";
import { buildBurstClosed } from "./build-burst-closed.ts";
import { buildBurstMessage } from "./build-burst-message.ts";
import { buildBurstSummary } from "./build-burst-summary.ts";
import { buildDenialMessage } from "./build-denial-message.ts";
import { buildDigestMessage } from "./build-digest-message.ts";
import { buildTestMessage } from "./build-test-message.ts";
import type { SlackMessage } from "./message.ts";

/** Any alert as a message, by its kind. Which denials a burst's summary names, only `buildBurstSummary` says. */
export function buildAlertMessage(alert: Alert): SlackMessage {
  switch (alert.kind) {
    case "new-denial":
    case "again":
    case "grown":
      return buildDenialMessage(alert);
    case "burst":
      return buildBurstMessage(alert);
    case "burst-summary":
      return buildBurstSummary(alert).message;
    case "burst-closed":
      return buildBurstClosed(alert);
    case "digest":
      return buildDigestMessage(alert);
    case "test":
      return buildTestMessage(alert);
  }
}
