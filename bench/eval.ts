import { denialTextOf } from "../shared/cloudtrail/denial-text.ts";
import { readRecord } from "../shared/cloudtrail/read-record.ts";
import type { CloudTrailRecord } from "../shared/cloudtrail/record.ts";
import { explainRecord } from "../shared/denial/explain-record.ts";
import { isDenialRecord } from "../shared/denial/is-denial-record.ts";
import { parseDenialMessage } from "../shared/denial/parse-message.ts";
import { type LabelledCase, readLabelledCases } from "./labelled-case.ts";
import { type Answer, type Score, scoreCases } from "./score.ts";

/**
 * `npm run eval -- DIR`: answers the labelled messages, events and non-denials of a folder, prints the accuracy per
 * field and class and every miss. Exit code 1 if a miss is neither defensible (`alt`) nor doubtful (`unsure`).
 */
const folder = process.argv[2];
if (folder === undefined) {
  console.error("Cannot evaluate: no folder given; run `npm run eval -- DIR`");
  process.exit(2);
}

const parts: readonly (readonly [string, (labelled: LabelledCase) => Record<string, Answer>])[] = [
  ["messages.jsonl", (labelled) => answerMessage(labelled.message ?? "")],
  ["events.jsonl", (labelled) => answerEvent(parseRecord(labelled.record))],
  ["not_denials.jsonl", (labelled) => ({ denied: isDenialRecord(parseRecord(labelled.record)) })],
];

let failed = false;
for (const [name, answer] of parts) {
  const cases = readLabelledCases(folder, name);
  if (cases === null) {
    console.log(`${name}: not there`);
    continue;
  }
  const labelled =
    name === "not_denials.jsonl"
      ? cases.map((one) => ({ ...one, expect: { denied: false } }))
      : cases;
  const score = scoreCases(labelled, answer);
  print(name, labelled.length, score);
  failed ||= score.misses.some((miss) => !miss.defensible && !miss.unsure);
}
process.exitCode = failed ? 1 : 0;

function answerMessage(message: string): Record<string, Answer> {
  const { reason, principal, action, resource } = parseDenialMessage(message);
  const { denyType, policyType, via, policyArn, encoded, notPolicy } = reason;
  return {
    denyType,
    policyType,
    via,
    policyArn,
    encoded,
    notPolicy,
    principal,
    action,
    resource,
  };
}

/** The message's own words, as the labels have them, and what only the record tells. */
function answerEvent(record: CloudTrailRecord): Record<string, Answer> {
  const denial = explainRecord(record);
  return {
    ...answerMessage(denialTextOf(record).message ?? ""),
    denied: isDenialRecord(record),
    iamAction: denial.action.iamAction,
    // As `explain --json` prints it: null where nothing is known.
    principalKey: denial.principal.key === "unknown" ? null : denial.principal.key,
    sessionName: denial.principal.sessionName,
  };
}

/** A labelled record may be a trimmed fixture: what a record must have is filled in, so that it is judged all the same. */
function parseRecord(record: unknown): CloudTrailRecord {
  const filled = {
    eventID: "unknown",
    eventSource: "unknown",
    eventName: "unknown",
    ...(record as object),
  };
  const asItIs = readRecord(filled);
  if (asItIs.kind === "record") return asItIs.record;
  const timed = readRecord({ ...filled, eventTime: "2020-01-01T00:00:00Z" });
  if (timed.kind === "record") return timed.record;
  throw new Error(`Cannot read a labelled record: ${timed.problem}`);
}

function print(name: string, cases: number, { tallies, misses }: Score): void {
  console.log(`\n${name}: ${cases} cases`);
  for (const [field, { total, strict, lenient }] of [...tallies].sort()) {
    const percent = ((100 * lenient) / total).toFixed(1);
    console.log(
      `  ${field.padEnd(40)} lenient ${lenient}/${total} (${percent} %), strict ${strict}`,
    );
  }
  for (const { id, field, got, expected, defensible, unsure } of misses) {
    const mark = defensible ? "alt" : unsure ? "unsure" : "MISS";
    console.log(`  ${mark} ${id} ${field}: got ${show(got)}, expected ${show(expected)}`);
  }
}

function show(answer: Answer): string {
  return JSON.stringify(answer);
}
