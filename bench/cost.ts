/**
 * What Denywatch costs a month: list prices times what each step needs. Prints docs/cost.md's table.
 * `npx node bench/cost.ts [repeatMs newMs]`: billed durations, from the REPORT lines of a deployment of yours.
 */

/** US dollars, us-east-1, list prices without free tiers; the date and which were looked up are in docs/cost.md. */
const prices = {
  writePerMillion: 0.625,
  readPerMillion: 0.125,
  invocationPerMillion: 0.2,
  gigabyteSecond: 0.0000133334,
  busEventPerMillion: 1,
  queueRequestPerMillion: 0.4,
  logGigabyte: 0.5,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  keyMonth: 1,
  dashboardMonth: 3,
};

const memoryGigabytes = 0.5;
/** Write requests by kind of denial, as bench/repeat.ts measures them on the embedded engine. */
const writes = { repeat: 1, new: 3 };
/** Bytes of log by denial: the counted line and two lines of metrics. */
const logBytes = 1_200;
/** Runs of deliver-alerts: one a minute, each a query and a few reads, about 30 ms billed. */
const runsPerMonth = 43_800;
const [repeatMs = 15, newMs = 400] = process.argv.slice(2).map(Number);

function invocations(count: number, milliseconds: number): number {
  const compute = (milliseconds / 1000) * memoryGigabytes * prices.gigabyteSecond;
  return count * (prices.invocationPerMillion / 1e6 + compute);
}

/** Dollars for so many denials, `share` of them new, `forwarded` over the hub's bus, in batches of `batch`. */
function denials(count: number, share: number, forwarded: boolean, batch: number): number {
  const fresh = count * share;
  const again = count - fresh;
  const written = fresh * writes.new + (again * writes.repeat) / batch;
  const queued = batch > 1 ? (count * (1 + 2 / batch) * prices.queueRequestPerMillion) / 1e6 : 0;
  return (
    (written * prices.writePerMillion) / 1e6 +
    invocations(again / batch, repeatMs) +
    invocations(fresh, newMs) +
    queued +
    (forwarded ? (count * prices.busEventPerMillion) / 1e6 : 0) +
    (count / batch / 1e9) * logBytes * prices.logGigabyte
  );
}

const alarms = 13;
/** Metrics of its own that the dashboard and the alarms make: some twenty names, nine policy types. */
const metrics = 29;
const idle =
  invocations(runsPerMonth, 30) +
  (runsPerMonth * 3 * prices.readPerMillion) / 1e6 +
  (runsPerMonth / 1e9) * 700 * prices.logGigabyte;
const watching =
  alarms * prices.alarmMonth +
  metrics * prices.metricMonth +
  prices.keyMonth +
  prices.dashboardMonth;

const million = 1_000_000;
const rows: readonly (readonly [string, number])[] = [
  ["idle, a month: the minute's runs", idle],
  ["idle, a month: alarms, metrics, key, dashboard", watching],
  ["a million CloudTrail events that are no denial (the rule drops them)", 0],
  ["a million repeats, one account, direct", denials(million, 0, false, 1)],
  ["a million repeats, one account, queued in batches of 20", denials(million, 0, false, 20)],
  ["a million repeats, forwarded, queued in batches of 20", denials(million, 0, true, 20)],
  ["a million new denials, direct", denials(million, 1, false, 1)],
  [
    "one account, a month: 4,000 denials, 5 % new",
    idle + watching + denials(4_000, 0.05, false, 1),
  ],
  [
    "500 accounts, a month: 2 million denials, 5 % new, forwarded, queued",
    idle + watching + denials(2 * million, 0.05, true, 20),
  ],
];
for (const [what, dollars] of rows) console.log(`| ${what} | ${dollars.toFixed(2)} |`);
