import type { HistoryClient } from "../../shared/history/history.client.ts";
import { fingerprintPrefix } from "../../shared/slack/fingerprint-prefix.ts";
import type { MemoryTelemetry } from "../support/memory-telemetry.ts";
import { webhookSecret } from "./fault-ground.ts";
import type { ExpectedDenial, World } from "./build-world.ts";
import type { Telling } from "./tellings.ts";

export interface FinishedSchedule {
  readonly world: World;
  /** The history, past all faults. */
  readonly direct: HistoryClient;
  readonly tellings: readonly Telling[];
  /** The messages that Slack took, as JSON. */
  readonly taken: readonly string[];
  readonly telemetry: MemoryTelemetry;
  readonly deadLetters: readonly unknown[];
}

/** Faults between the post and the mark: nobody can know whether it was told. */
const excuses: readonly Telling["ending"][] = ["killed", "answer-lost", "mark-failed"];

/** What was promised and not kept, a line each. */
export async function checkSchedule(finished: FinishedSchedule): Promise<readonly string[]> {
  const { world, direct, deadLetters, telemetry } = finished;
  const problems = deadLetters.map(() => "an event was left in the dead-letter queue");
  for (const denial of world.denials) {
    const said = `${denial.fingerprint}${denial.isMuted ? " (muted)" : ""}`;
    const found = [...(await checkHistory(denial, direct)), ...checkTold(denial, finished)];
    problems.push(...found.map((problem) => `${said}: ${problem}`));
  }
  const pending = await direct.listByStatus("pending", { limit: 100 });
  problems.push(...pending.map(({ fingerprint }) => `${fingerprint}: still pending at the end`));
  if (JSON.stringify(telemetry.lines).includes(webhookSecret)) {
    problems.push("a log line holds a webhook's URL");
  }
  return problems;
}

async function checkHistory(
  { fingerprint, isMuted, timesById }: ExpectedDenial,
  direct: HistoryClient,
): Promise<readonly string[]> {
  const entry = await direct.find(fingerprint);
  if (entry === null) return ["not in the history"];
  const times = [...timesById.values()];
  const sum = (counts: ReadonlyMap<number, number>): number =>
    [...counts.values()].reduce((total, count) => total + count, 0);
  const facts: readonly (readonly [string, number | string, number | string])[] = [
    ["count", entry.count, timesById.size],
    ["hidden count", entry.hiddenCount, isMuted ? timesById.size : 0],
    ["first seen", entry.firstSeenSeconds, Math.min(...times)],
    ["last seen", entry.lastSeenSeconds, Math.max(...times)],
    ["occurrences by hour", sum(entry.countByHour), timesById.size],
    ["occurrences by day", sum(entry.countByDay), timesById.size],
    ["status", entry.status, isMuted ? "muted" : "told"],
  ];
  return facts.flatMap(([name, found, wanted]) =>
    found === wanted ? [] : [`${name} is ${found} instead of ${wanted}`],
  );
}

function checkTold(
  { fingerprint, isMuted }: ExpectedDenial,
  { taken, tellings }: FinishedSchedule,
): readonly string[] {
  const name = fingerprintPrefix({ fingerprint });
  const isNamed = taken.some((message) => message.includes(name));
  if (isMuted) return isNamed ? ["told although it is muted"] : [];
  const told = tellings.filter((telling) => telling.fingerprint === fingerprint && telling.isTaken);
  const problems = isNamed ? [] : ["never told"];
  if (told.some(({ message }) => !JSON.stringify(message).includes(name))) {
    problems.push("told by a message that does not name it");
  }
  const asNew = told.filter(({ kind }) => kind === "new");
  const endings = asNew.map(({ ending, process }) => `${ending} by ${process}`);
  const isExcused = asNew.slice(0, -1).every(({ ending }) => excuses.includes(ending));
  if (!isExcused) problems.push(`told ${asNew.length} times: ${endings.join(", ")}`);
  return problems;
}
