import type { NewDenialAlert } from "../../../shared/slack/alert.ts";
import type { Advice, Hint } from "../../../shared/remediation/advice.ts";
import { buildDenial } from "../../support/denials.ts";
import type { DenialOverrides } from "../../support/denials.ts";

const plainHint: Hint = {
  id: "identity-implicit",
  text: "No identity-based policy of Deploy allows s3:PutObject.",
  fixers: ["account-admin"],
  steps: ["Open the role Deploy.", "Add the statement to one of its policies."],
  command: null,
  policy: null,
  warning: null,
  links: [],
};

/** A hint with only what a test is about. */
export function buildHint(overrides: Partial<Hint> = {}): Hint {
  return { ...plainHint, ...overrides };
}

/** An alert about a denial, with only what a test is about. */
export function buildAlert({
  denial = {},
  advice = {},
  ...facts
}: {
  readonly denial?: DenialOverrides;
  readonly advice?: Partial<Advice>;
} & Partial<Pick<NewDenialAlert, "count" | "firstSeenAt" | "accountName">> = {}): NewDenialAlert {
  return {
    kind: "new-denial",
    denial: buildDenial(denial),
    advice: {
      title: "Deploy may not s3:PutObject on orchard-artifacts: no identity-based policy allows it",
      accessLevel: "write",
      hints: [plainHint],
      ...advice,
    },
    count: 1,
    firstSeenAt: null,
    accountName: null,
    ...facts,
  };
}
