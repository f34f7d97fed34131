/** What one step needs of the table, as the embedded engine is asked for it. */
export interface StepQuantities {
  readonly writeRequests: number;
  /** As DynamoDB bills them: by the kilobyte, indexes included. */
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** What the steps of the pipeline need; every number here is measured by `measureQuantities`, and a test measures again. */
export const costQuantities = {
  /** A new denial, counted, posted, marked. */
  newDenial: { writeRequests: 3, writeUnits: 12, readUnits: 14 },
  /** Met again on the same day. */
  repeat: { writeRequests: 1, writeUnits: 1, readUnits: 0 },
  /** Met again on another day, which the indexes go by: the first repeat of each day. */
  repeatOfAnotherDay: { writeRequests: 1, writeUnits: 13, readUnits: 0 },
  /** A batch of 100 events of 5 fingerprints that are known. */
  batch: { writeRequests: 5, writeUnits: 5, readUnits: 7 },
  /** A run of deliver-alerts that finds nothing to do. */
  idleRun: { writeRequests: 0, writeUnits: 0, readUnits: 4 },
} as const satisfies Readonly<Record<string, StepQuantities>>;

export type CostStep = keyof typeof costQuantities;
/** What the batch above is of. */
export const measuredBatch = { events: 100, fingerprints: 5 } as const;
