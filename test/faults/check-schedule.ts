import { defaultAlertThresholds } from "../../shared/delivery/decide-alert.ts";
import { alertKinds } from "../../shared/history/known-denial.ts";
import type { HistoryClient } from "../../shared/history/history.client.ts";
import { fingerprintPrefix } from "../../shared/slack/fingerprint-prefix.ts";
import type { MemoryTelemetry } from "../support/memory-telemetry.ts";
import { webhookSecret } from "./fault-ground.ts";
import type { ExpectedDenial, World } from "./build-world.ts";
import type { Telling, Tellings } from "./tellings.ts";

export interface FinishedSchedule {
  readonly world: World;
  /** The history, past all faults. */
  readonly direct: HistoryClient;
  readonly tellings: Tellings;
  readonly telemetry: MemoryTelemetry;
  readonly deadLetters: readonly unknown[];
  /** The processes that an invocation's timeout ended. */
  readonly overran: readonly string[];
}

/** Faults between the post and the mark: nobody can know whether it was told. */
const excuses: readonly Telling["ending"][] = ["killed", "answer-lost", "mark-failed"];

/** What was promised and not kept, a line each. */
export async function checkSchedule(finished: FinishedSchedule): Promise<readonly string[]> {
  const { world, direct, tellings, deadLetters, telemetry, overran } = finished;
  const problems = deadLetters.map(() => "an event was left in the dead-letter queue");
  for (const denial of world.denials) {
    const said = `${denial.fingerprint}${denial.hidden === null ? "" : ` (${denial.hidden.status})`}`;
    const found = [...(await checkHistory(denial, direct)), ...checkTold(denial, tellings)];
    problems.push(...found.map((problem) => `${said}: ${problem}`));
  }
  const pending = await direct.listByStatus("pending", { limit: 100 });
  problems.push(...pending.map(({ fingerprint }) => `${fingerprint}: still pending at the end`));
  problems.push(...checkDigests(world, tellings), ...checkPace(tellings));
  problems.push(...overran.map((process) => `${process} ran into its timeout`));
  const { config, breaksAt } = world.settings;
  if (config !== null && breaksAt !== null && !telemetry.counts.has("ConfigInvalid")) {
    problems.push("nobody said that the config was broken");
  }
  if (JSON.stringify(telemetry.lines).includes(webhookSecret)) {
    problems.push("a log line holds a webhook's URL");
  }
  return problems;
}

async function checkHistory(
  { fingerprint, hidden, timesById }: ExpectedDenial,
  direct: HistoryClient,
): Promise<readonly string[]> {
  const entry = await direct.find(fingerprint);
  if (entry === null) return ["not in the history"];
  const times = [...timesById.values()];
  const sum = (counts: ReadonlyMap<number, number>): number =>
    [...counts.values()].reduce((total, count) => total + count, 0);
  const hiders = [...entry.hiddenCounts].map(([by, { count }]) => `${by} ${count}`);
  const facts: readonly (readonly [string, number | string, number | string])[] = [
    ["count", entry.count, timesById.size],
    ["hidden count", entry.hiddenCount, hidden === null ? 0 : timesById.size],
    ["hidden by", hiders.join(), hidden === null ? "" : `${hidden.by} ${timesById.size}`],
    ["first seen", entry.firstSeenSeconds, Math.min(...times)],
    ["last seen", entry.lastSeenSeconds, Math.max(...times)],
    ["occurrences by hour", sum(entry.countByHour), timesById.size],
    ["occurrences by day", sum(entry.countByDay), timesById.size],
    ["status", entry.status, hidden?.status ?? "told"],
  ];
  return facts.flatMap(([name, found, wanted]) =>
    found === wanted ? [] : [`${name} is ${found} instead of ${wanted}`],
  );
}

function checkTold(
  { fingerprint, hidden, channels, isKnown, timesById }: ExpectedDenial,
  { all }: Tellings,
): readonly string[] {
  const name = fingerprintPrefix({ fingerprint });
  const taken = all.filter(({ isTaken }) => isTaken);
  const isNamedIn = ({ message }: Telling): boolean => JSON.stringify(message).includes(name);
  if (hidden !== null) return taken.some(isNamedIn) ? ["told although it is hidden"] : [];
  const told = taken.filter((telling) => telling.fingerprint === fingerprint);
  const problems: string[] = [];
  if (!told.every(isNamedIn)) problems.push("told by a message that does not name it");
  for (const channel of new Set([...channels, ...told.map((telling) => telling.channel)])) {
    const here = told.filter((telling) => telling.channel === channel);
    if (!channels.includes(channel)) problems.push(`told in "${channel}"`);
    if (here.length === 0) problems.push(`never told in "${channel}"`);
    if (isKnown && here.some(({ kind }) => kind === "new")) problems.push("told as new");
    if (!isBackWithin(timesById) && here.some(({ kind }) => kind === "again"))
      problems.push("told as again");
    // No world has so many events that one could grow tenfold twice.
    for (const kind of alertKinds) {
      const as = here.filter((telling) => telling.kind === kind);
      const endings = as.map(({ ending, process }) => `${ending} by ${process}`);
      if (!as.slice(0, -1).every(({ ending }) => excuses.includes(ending))) {
        problems.push(`told as ${kind} ${as.length} times in "${channel}": ${endings.join(", ")}`);
      }
    }
  }
  return problems;
}

/** Whether its events have a pause of a quiet time. */
function isBackWithin(timesById: ExpectedDenial["timesById"]): boolean {
  const times = [...timesById.values()].sort((a, b) => a - b);
  const quietSeconds = defaultAlertThresholds.quietDays * 86_400;
  return times.some((time, place) => time - (times[place - 1] ?? time) >= quietSeconds);
}

/** Each channel has one digest to be told. An invocation that failed after the post may not have marked it. */
function checkDigests({ settings }: World, { digests }: Tellings): readonly string[] {
  return settings.digestChannels.flatMap((channel) => {
    const told = digests.filter((telling) => telling.channel === channel && telling.isTaken);
    const periods = new Set(told.map(({ to }) => to));
    if (periods.size !== 1) return [`${periods.size} digests told in "${channel}"`];
    const again = told.slice(0, -1).filter((one) => ![...excuses, "failed"].includes(one.ending));
    return again.length === 0 ? [] : [`a digest told ${told.length} times in "${channel}"`];
  });
}

/** At most one message a second and webhook, and none while Slack said to wait and the table knows it. */
function checkPace({ posts }: Tellings): readonly string[] {
  return [...new Set(posts.map(({ channel }) => channel))].flatMap((channel) => {
    const here = posts.filter((post) => post.channel === channel).sort((a, b) => a.at - b.at);
    const close = here.filter(({ at }, place) => at - (here[place - 1]?.at ?? 0) < 1000);
    const hasty = here.flatMap(({ answer, answeredAt, isHeld }) => {
      if (answer.kind !== "rate-limited" || !isHeld) return [];
      const until = answeredAt + 1000 * Number(answer.retryAfter ?? 1);
      return here.filter(({ at }) => at > answeredAt && at < until);
    });
    return [
      ...close.map(() => `posts to "${channel}" within a second`),
      ...hasty.map(() => `a post to "${channel}" although Slack said to wait`),
    ];
  });
}
