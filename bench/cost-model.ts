import { costAssumptions as assumed } from "./cost-assumptions.ts";
import { prices } from "./cost-prices.ts";
import { costQuantities as needs, measuredBatch, type StepQuantities } from "./cost-quantities.ts";

/** One account in one Region, direct; or 500 accounts, forwarded and queued. */
export type Shape = "account" | "organization";
const million = 1e6;
/** Denials a month: what users of peers counted in an account (1,829 in 14 days). */
const denialsAMonth = { account: 4_000, organization: 500 * 4_000 } as const;
const newShare = 0.05;

/** A line of the table: dollars by shape. */
export type CostRow = readonly [what: string, account: number, organization: number];

/** Milliseconds that Lambda bills, from CPU as measured and what is waited for. */
export function billedMilliseconds(cpu: number, tableRequests: number, messages: number): number {
  const { cpuShare, tableMilliseconds, slackMilliseconds } = assumed;
  return cpu / cpuShare + tableRequests * tableMilliseconds + messages * slackMilliseconds;
}

function invocation(milliseconds: number): number {
  const { functionGigabytes } = assumed;
  return prices.invocation + (milliseconds / 1000) * functionGigabytes * prices.gigabyteSecond;
}

function table({ writeUnits, readUnits }: StepQuantities): number {
  return writeUnits * prices.writeUnit + readUnits * prices.readUnit;
}

const { cpuMilliseconds, logBytes } = assumed;
const denialLog = (logBytes.denial / 1e9) * prices.logGigabyte;
const coldStart = invocation(assumed.coldStartMilliseconds) - prices.invocation;
/** What the first repeat of a day costs more, for each repeat. */
const otherDay = assumed.firstOfDayShare * (table(needs.repeatOfAnotherDay) - table(needs.repeat));

function repeat(shape: Shape): number {
  if (shape === "account") {
    const run = invocation(billedMilliseconds(cpuMilliseconds.repeat, 1, 0));
    return table(needs.repeat) + otherDay + run + coldStart / assumed.eventsAColdStart + denialLog;
  }
  const { events, fingerprints } = measuredBatch;
  const run = invocation(billedMilliseconds(cpuMilliseconds.repeat * fingerprints, 2, 0));
  return otherDay + (table(needs.batch) + run + fingerprints * denialLog) / events + arrival;
}

/** Over the hub's bus and through the queue: put there one by one, taken and deleted in tens. */
const arrival = prices.busEvent + 1.2 * prices.queueRequest;

function newDenial(shape: Shape): number {
  const { writeRequests } = needs.newDenial;
  const run = invocation(billedMilliseconds(cpuMilliseconds.newDenial, 2 * writeRequests, 1));
  const told = table(needs.newDenial) + run + denialLog + assumed.eventsOut * prices.busEvent;
  return told + (shape === "account" ? coldStart / assumed.eventsAColdStart : arrival);
}

function mixed(shape: Shape): number {
  return newShare * newDenial(shape) + (1 - newShare) * repeat(shape);
}

function idle(shape: Shape): number {
  const run =
    invocation(billedMilliseconds(cpuMilliseconds.idleRun, needs.idleRun.readUnits, 0)) +
    table(needs.idleRun) +
    (logBytes.run / 1e9) * prices.logGigabyte;
  const polls = shape === "account" ? 0 : assumed.idlePollsAMonth * prices.queueRequest;
  return assumed.runsAMonth * run + polls;
}

const watching =
  assumed.alarmMetrics * prices.alarmMetricMonth +
  assumed.metrics * prices.metricMonth +
  prices.keyMonth +
  prices.dashboardMonth;

/** After the time that a denial is kept, when as much goes as comes. */
function kept(shape: Shape): number {
  const fingerprints = denialsAMonth[shape] * newShare * assumed.keptMonths;
  const gigabytes = (fingerprints * assumed.storedBytes) / 1e9;
  return gigabytes * (prices.storedGigabyteMonth + prices.backedUpGigabyteMonth);
}

function month(shape: Shape): number {
  return idle(shape) + watching + denialsAMonth[shape] * mixed(shape) + kept(shape);
}

/** Every line of docs/cost.md's table. */
export function costRows(): readonly CostRow[] {
  const row = (what: string, dollars: (shape: Shape) => number): CostRow => [
    what,
    dollars("account"),
    dollars("organization"),
  ];
  return [
    row("idle, a month: the minute's runs, the queue's polls", idle),
    row("idle, a month: alarms, metrics, key, dashboard", () => watching),
    row("a million CloudTrail events that are no denial", () => 0),
    row("a million events of which 1 % are denials", (shape) => 0.01 * million * mixed(shape)),
    row("a million denials that repeat", (shape) => million * repeat(shape)),
    row("a million new denials", (shape) => million * newDenial(shape)),
    row("a million denials, 5 % new", (shape) => million * mixed(shape)),
    row("a month: 4,000 denials an account, 5 % new, all above", month),
  ];
}

/** The table as docs/cost.md has it. */
export function formatCostTable(): string {
  const cells = costRows().map(([what, ...dollars]) => [what, ...dollars.map((d) => d.toFixed(2))]);
  const head = ["dollars", "one account, direct", "500 accounts, forwarded, queued"];
  return [head, ["---", "---:", "---:"], ...cells]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
