import type { AccessLevel } from "../remediation/advice.ts";
import type { IamAction } from "./iam-action.ts";

/**
 * One service's actions as one string, small to ship and cheap to leave unread:
 * the first line holds the ARN patterns, tab-separated, their usual start shortened (`shortenPattern`);
 * each further line is a group of actions of one access level and the same patterns: the level's letter and the
 * patterns' numbers, a tab, then the sorted names, each with a leading base-36 digit for how much of its start it
 * shares with the name before.
 */
export type PackedService = string;

const longestSharedStart = 35;

const levelLetters: Readonly<Record<AccessLevel, string>> = {
  list: "l",
  read: "r",
  write: "w",
  "permissions-management": "p",
  tagging: "t",
};
const levelsByLetter = new Map<string, AccessLevel>(
  Object.entries(levelLetters).map(([level, letter]) => [letter, level as AccessLevel]),
);

/** `~` stands for the start that nearly all patterns of a service share, `.` for the start that all ARNs share. */
function patternStarts(service: string): readonly (readonly [mark: string, start: string])[] {
  return [
    ["~", `arn:\${Partition}:${service}:\${Region}:\${Account}:`],
    [".", "arn:${Partition}:"],
    ["=", ""],
  ];
}

function shortenPattern(service: string, pattern: string): string {
  for (const [mark, start] of patternStarts(service)) {
    if (pattern.startsWith(start)) return mark + pattern.slice(start.length);
  }
  return pattern;
}

function restorePattern(service: string, short: string): string {
  for (const [mark, start] of patternStarts(service)) {
    if (short.startsWith(mark)) return start + short.slice(mark.length);
  }
  return short;
}

/** Packs the actions of one service; `unpackService` gives them back. */
export function packService(service: string, actions: readonly IamAction[]): PackedService {
  const patterns = [...new Set(actions.flatMap((action) => action.resourceArnPatterns))].sort();
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const numbers = action.resourceArnPatterns.map((pattern) => patterns.indexOf(pattern));
    const key = levelLetters[action.accessLevel] + numbers.sort((a, b) => a - b).join(",");
    const name = action.name.slice(action.name.indexOf(":") + 1);
    const names = groups.get(key);
    if (names === undefined) groups.set(key, [name]);
    else names.push(name);
  }
  const shortPatterns = patterns.map((pattern) => shortenPattern(service, pattern));
  const lines = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    shortPatterns.join("\t"),
    ...lines.map(([key, names]) => `${key}\t${frontCode(names.sort())}`),
  ].join("\n");
}

function frontCode(names: readonly string[]): string {
  let previous = "";
  return names
    .map((name) => {
      let shared = 0;
      while (
        shared < longestSharedStart &&
        shared < name.length &&
        name[shared] === previous[shared]
      )
        shared += 1;
      previous = name;
      return shared.toString(36) + name.slice(shared);
    })
    .join(" ");
}

/** The actions of a packed service, by their lower-cased name without the service prefix. */
export function unpackService(
  service: string,
  packed: PackedService,
): ReadonlyMap<string, IamAction> {
  const [patternLine = "", ...groups] = packed.split("\n");
  const patterns = patternLine.split("\t").map((short) => restorePattern(service, short));
  const actions = new Map<string, IamAction>();
  for (const group of groups) {
    const tab = group.indexOf("\t");
    const accessLevel = levelsByLetter.get(group.charAt(0)) ?? "write";
    const numbers = tab === 1 ? [] : group.slice(1, tab).split(",");
    const resourceArnPatterns = numbers.map((number) => patterns[Number(number)] ?? "");
    let name = "";
    for (const coded of group.slice(tab + 1).split(" ")) {
      name = name.slice(0, Number.parseInt(coded.charAt(0), 36)) + coded.slice(1);
      actions.set(name.toLowerCase(), {
        name: `${service}:${name}`,
        accessLevel,
        resourceArnPatterns,
      });
    }
  }
  return actions;
}
