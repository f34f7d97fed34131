import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type AlertStates, createAlertStates } from "./alert-state.client.ts";
import { createOccurrenceCounter, type OccurrenceCounter } from "./count-occurrences.client.ts";
import type { CountSettings } from "./count-settings.ts";
import { ignoreDamage, type OnDamagedEntry } from "./damage.ts";
import { createPredecessorKeeper, type PredecessorKeeper } from "./keep-predecessor.client.ts";
import { createDenialLists, type DenialLists } from "./list-denials.client.ts";
import { createDenialPages, type DenialPages } from "./list-pages.client.ts";
import { createLoudestDenials, type LoudestDenials } from "./list-top.client.ts";
import { createPredecessors } from "./predecessors.ts";

/** The history of denials: counting, the state of alerts, and the questions people ask. */
export type HistoryClient = OccurrenceCounter &
  AlertStates &
  PredecessorKeeper &
  DenialLists &
  DenialPages &
  LoudestDenials;

/**
 * The history in the table `tableName`. `settings` is what new counts are made with; `onDamaged` is told of each entry
 * that is read and whose items are damaged.
 */
export function createHistoryClient(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  onDamaged: OnDamagedEntry = ignoreDamage,
): HistoryClient {
  const predecessors = createPredecessors();
  return {
    ...createOccurrenceCounter(dynamoDb, tableName, settings, predecessors),
    ...createAlertStates(dynamoDb, tableName, predecessors),
    ...createPredecessorKeeper(dynamoDb, tableName, predecessors),
    ...createDenialLists(dynamoDb, tableName, onDamaged),
    ...createDenialPages(dynamoDb, tableName, onDamaged),
    ...createLoudestDenials(dynamoDb, tableName, onDamaged),
  };
}
