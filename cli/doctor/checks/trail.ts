import { fail, type Finding, ok, warn } from "../finding.ts";

/** What CloudTrail says of one trail that records in the Region. */
export interface TrailFacts {
  readonly name: string;
  readonly isLogging: boolean;
  readonly deliveryError: string | null;
  readonly selectors: readonly { readonly management: boolean; readonly readWrite: string }[];
  /** The fields of each advanced selector; `equals` is null where another operator is used. */
  readonly advanced: readonly (readonly {
    readonly field: string;
    readonly equals: readonly string[] | null;
  }[])[];
}

const createTrail =
  "Create a multi-Region trail that logs management events, read and write: aws cloudtrail create-trail --is-multi-region-trail, then start-logging.";

/**
 * Whether management events reach EventBridge in the Region: they do only where a trail logs them ("AWS service events
 * delivered via AWS CloudTrail", EventBridge User Guide).
 */
export function judgeTrails(
  region: string,
  trails: readonly TrailFacts[],
  wantsReads: boolean,
): readonly Finding[] {
  const logging = trails.filter(({ isLogging }) => isLogging);
  if (trails.length === 0) {
    return [
      fail(`No trail records in ${region}, so EventBridge gets no denial there.`, createTrail),
    ];
  }
  if (logging.length === 0) {
    const names = trails.map(({ name }) => `"${name}"`).join(", ");
    return [
      fail(
        `No trail logs in ${region}: ${names} switched off.`,
        `Start one: aws cloudtrail start-logging --region ${region} --name ${trails[0]?.name ?? ""}`,
      ),
    ];
  }
  const writes = logging.filter((trail) => logs(trail, "WriteOnly"));
  const reads = logging.filter((trail) => logs(trail, "ReadOnly"));
  if (writes.length + reads.length === 0) {
    return [
      fail(
        `No trail of ${region} logs management events.`,
        "Add management events, read and write, to a trail's event selectors.",
      ),
    ];
  }
  const names = [...new Set([...writes, ...reads])].map(({ name }) => `"${name}"`).join(", ");
  const missing = writes.length === 0 ? "write" : wantsReads && reads.length === 0 ? "read" : null;
  const errors = logging.flatMap(({ name, deliveryError }) =>
    deliveryError === null
      ? []
      : [
          warn(
            `Trail "${name}" cannot write its log files: ${deliveryError}.`,
            "Mend the bucket's policy; events go to EventBridge all the same, the log is missing them.",
          ),
        ],
  );
  return [
    missing === null
      ? ok(`Trail ${names} logs management events in ${region}.`)
      : (missing === "write" ? fail : warn)(
          `Trail ${names} logs no ${missing} management events in ${region}: such denials are missed.`,
          `Set the trail's event selectors to log ${missing} events too.`,
        ),
    ...errors,
  ];
}

function logs({ selectors, advanced }: TrailFacts, kind: "WriteOnly" | "ReadOnly"): boolean {
  return (
    selectors.some(
      ({ management, readWrite }) => management && (readWrite === "All" || readWrite === kind),
    ) ||
    advanced.some((fields) => {
      const valueOf = (name: string) => fields.find(({ field }) => field === name);
      const readOnly = valueOf("readOnly")?.equals;
      return (
        valueOf("eventCategory")?.equals?.includes("Management") === true &&
        (readOnly == null || readOnly.includes(kind === "ReadOnly" ? "true" : "false"))
      );
    })
  );
}
