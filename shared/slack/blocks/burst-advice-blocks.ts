import type { KnownBlock } from "@slack/types";
import type { PolicyType } from "../../denial/reason.ts";
import type { Fixer } from "../../remediation/advice.ts";
import type { BurstAlert } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { commonReason } from "../burst/common-reason.ts";
import { describeFixers } from "../describe-fixers.ts";
import { sayReconnaissance } from "../burst/say-reconnaissance.ts";
import { formatTime } from "../format-time.ts";
import { sectionBlock } from "./section-block.ts";

type AdvisedBurst = Pick<BurstAlert, "principal" | "since" | "denials" | "reconnaissance">;

/** Why a burst matters and what to do: about stolen credentials, or about what broke. */
export function burstAdviceBlocks(alert: AdvisedBurst): readonly KnownBlock[] {
  const [why, fixer, steps] =
    alert.reconnaissance === null
      ? ([whatBroke(alert), fixerOf(alert), repairSteps(alert)] as const)
      : ([
          `${sayReconnaissance(alert.reconnaissance)}. This is how somebody looks who tries out what stolen credentials may do; so does a security scanner or an inventory tool.`,
          "security-team",
          reconnaissanceSteps(alert),
        ] as const);
  const who = describeFixers([fixer]);
  return [
    sectionBlock(
      [
        `*Why it matters:* ${why}`,
        `*Next*${who === null ? "" : ` (${who})`}:`,
        ...steps.map((step, index) => `${index + 1}. ${step}`),
      ].join("\n"),
    ),
  ];
}

function whatBroke({ denials }: AdvisedBurst): string {
  const common = commonReason(denials);
  const usual =
    "So many at once mostly have one cause: a deployment without its permissions, or a policy that was just changed.";
  if (common === null || common.denials * 2 < denials.length) return usual;
  const share =
    common.denials === denials.length
      ? "All that is known of it says"
      : `${common.denials} of the ${denials.length} known so far say`;
  return `${usual} ${share}: ${common.phrase}.`;
}

function repairSteps({ principal, since }: AdvisedBurst): readonly string[] {
  const at = formatTime(since);
  return [
    `Ask what ${codeSpan(principal.name, 150)} began to do${at === null ? "" : ` around ${at}`}: a deployment, a new version, a changed policy.`,
    "Mend the first denial below and try again: the others often go with it.",
  ];
}

function reconnaissanceSteps({ principal }: AdvisedBurst): readonly string[] {
  const name = codeSpan(principal.name, 150);
  return [
    `Ask the owner of ${name} whether this is theirs.`,
    `If nobody says yes, treat its credentials as stolen: ${revocation(principal.type)}.`,
    "Look in CloudTrail at what succeeded: only refusals are told here.",
  ];
}

function revocation(type: BurstAlert["principal"]["type"]): string {
  switch (type) {
    case "IAMUser":
      return "deactivate its access keys";
    case "AssumedRole":
    case "Role":
      return "revoke the role's active sessions, and find where they came from";
    case "Root":
      return "change the root password and delete root access keys";
    default:
      return "take them away, and find where they came from";
  }
}

const fixerByPolicyType: Readonly<Record<PolicyType, Fixer>> = {
  "identity-based": "account-admin",
  "resource-based": "resource-owner",
  "permissions-boundary": "account-admin",
  "service-control": "organization-admin",
  "resource-control": "organization-admin",
  session: "caller",
  "vpc-endpoint": "endpoint-owner",
  "role-trust": "resource-owner",
  unknown: "account-admin",
};

function fixerOf({ denials }: AdvisedBurst): Fixer {
  const reason = commonReason(denials)?.reason;
  return reason === undefined
    ? "account-admin"
    : fixerByPolicyType[reason.via ?? reason.policyType];
}
