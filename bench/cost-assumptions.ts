/** What docs/cost.md goes by and no test can measure. Each is said there. */
export const costAssumptions = {
  /** CPU milliseconds of a warm handler, as `npx node bench/cost.ts` measured them in November 2026 on x64. */
  cpuMilliseconds: { repeat: 3.3, newDenial: 11, idleRun: 5 },
  /** A function of 512 MB has this part of a CPU ("Configure Lambda function memory", Lambda Developer Guide). */
  functionGigabytes: 0.5,
  cpuShare: 512 / 1769,
  /** A request to the table, and a message to Slack. */
  tableMilliseconds: 5,
  slackMilliseconds: 300,
  /** The start of a process, once for so many single events, which are rare in one account. */
  coldStartMilliseconds: 500,
  eventsAColdStart: 2,
  /** Of the repeats, those that are the first of their day. */
  firstOfDayShare: 0.25,
  /** Bytes of log: for a denial, and for a run of deliver-alerts. */
  logBytes: { denial: 1_200, run: 700 },
  /** Of our own events, for a new denial: that it is there, and that it was told. */
  eventsOut: 2,
  /** Of a fingerprint, its index entries included; kept for 400 days. */
  storedBytes: 3_000,
  keptMonths: 400 / 30.4,
  runsAMonth: 43_800,
  /** Of an empty queue: five pollers, three requests a minute each. */
  idlePollsAMonth: 5 * 3 * 43_800,
  /** CloudWatch bills a metric by the hours that it has data; this is the most. */
  metrics: 36,
  alarmMetrics: 20,
} as const;
