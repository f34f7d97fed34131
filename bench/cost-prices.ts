/** When the prices were written down. */
export const pricesOf = "November 2026";

/** US dollars, us-east-1, list prices without free tiers; docs/cost.md says which were looked up and which remembered. */
export const prices = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  storedGigabyteMonth: 0.25,
  backedUpGigabyteMonth: 0.2,
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  /** On a bus from another Region or account, and of our own. */
  busEvent: 1 / 1e6,
  queueRequest: 0.4 / 1e6,
  logGigabyte: 0.5,
  metricMonth: 0.3,
  alarmMetricMonth: 0.1,
  keyMonth: 1,
  dashboardMonth: 3,
} as const;
