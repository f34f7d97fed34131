import type { Handler } from "./lambda-context.ts";

/** What the functions need to know of where they run. */
export interface LocalSurroundings {
  readonly dynamoDbEndpoint: string;
  readonly tableName: string;
  /** A secret where it is the real Slack's. */
  readonly webhookUrl: string;
  /** The webhook is the alerter's own inbox, which takes messages at any pace. */
  readonly isInbox: boolean;
  readonly log: (line: string) => void;
}

/** The functions that the stack deploys, as the local alerter runs them. */
export interface LocalFunctions {
  /** What the rule invokes. */
  readonly alertOnDenial: Handler;
  /** What the schedule invokes; null for nothing. */
  readonly deliverAlerts: Handler | null;
  /** Closes what the functions hold open. */
  readonly close: () => void;
}
