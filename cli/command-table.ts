import type { Command } from "commander";

/** A command as `denywatch --help` lists it; its options are read only when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Gives the function that adds arguments, options, examples and the action to the command. */
  readonly load: () => Promise<(command: Command) => void>;
}

/**
 * Every command, in the order of the help. A definition (`cli/definitions`) imports only types, and its action imports
 * the command itself (`cli/commands`): help, and a command's start, load nothing that they do not need.
 */
export const commandTable: readonly CommandEntry[] = [
  {
    name: "explain",
    summary: "say who was denied what, why, and what to do, from records, events or error text",
    load: async () => (await import("./definitions/explain.ts")).defineExplain,
  },
  {
    name: "history",
    summary: "list denials, last seen first, or as asked",
    load: async () => (await import("./definitions/history.ts")).defineHistory,
  },
  {
    name: "show",
    summary: "show one denial as the history holds it, with its hints",
    load: async () => (await import("./definitions/show.ts")).defineShow,
  },
  {
    name: "top",
    summary: "rank who was denied, what, where and why",
    load: async () => (await import("./definitions/top.ts")).defineTop,
  },
  {
    name: "report",
    summary: "write an HTML report of a time span",
    load: async () => (await import("./definitions/report.ts")).defineReport,
  },
  {
    name: "mute",
    summary: "record and count what matches, and do not alert",
    load: async () => (await import("./definitions/mute.ts")).defineMute,
  },
  {
    name: "unmute",
    summary: "take a mute back",
    load: async () => (await import("./definitions/unmute.ts")).defineUnmute,
  },
  {
    name: "mutes",
    summary: "list the mutes, with what each hid",
    load: async () => (await import("./definitions/mutes.ts")).defineMutes,
  },
  {
    name: "backfill",
    summary: "bring past denials into the history, without alerting",
    load: async () => (await import("./definitions/backfill.ts")).defineBackfill,
  },
  {
    name: "watch",
    summary: "watch a real account from this machine, nothing deployed",
    load: async () => (await import("./definitions/watch.ts")).defineWatch,
  },
  {
    name: "replay",
    summary: "try saved events: what would be told, and what hidden by which mute",
    load: async () => (await import("./definitions/replay.ts")).defineReplay,
  },
  {
    name: "config",
    summary: "check, compare and push denywatch.config.json",
    load: async () => (await import("./definitions/config.ts")).defineConfig,
  },
  {
    name: "doctor",
    summary: "check a deployment from the outside, and say what to do",
    load: async () => (await import("./definitions/doctor.ts")).defineDoctor,
  },
  {
    name: "redrive",
    summary: "bring the events of the dead-letter queues back into the pipeline",
    load: async () => (await import("./definitions/redrive.ts")).defineRedrive,
  },
  {
    name: "version",
    summary: "print the versions that a bug report needs",
    load: async () => (await import("./definitions/version.ts")).defineVersion,
  },
];
