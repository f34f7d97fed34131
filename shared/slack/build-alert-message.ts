import type { Alert } from "./alert.ts";
import { buildDenialMessage } from "./build-denial-message.ts";
import { buildTestMessage } from "./build-test-message.ts";
import type { SlackMessage } from "./message.ts";

/** Any alert as a message, by its kind. */
export function buildAlertMessage(alert: Alert): SlackMessage {
  switch (alert.kind) {
    case "new-denial":
    case "again":
    case "grown":
      return buildDenialMessage(alert);
    case "test":
      return buildTestMessage(alert);
  }
}
