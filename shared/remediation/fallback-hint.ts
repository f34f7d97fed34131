import type { HintEntry } from "./hint-entry.ts";

/** What is told where no other hint fits, so that no denial is told without one. */
export const fallbackHint: HintEntry = {
  id: "unexplained",
  rank: "last-resort",
  when: {},
  text: "The call was refused for lack of authorization.",
  fixers: ["account-admin"],
  steps: ["Read the event and its message, and compare them with AWS's list of denial messages."],
  warning: null,
  pages: ["event"],
  docs: ["accessDenied"],
};
