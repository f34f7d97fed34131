import type { KnownBlock } from "@slack/types";
import type { DenialAlert } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { describeAccount } from "../describe-account.ts";
import { describePrincipal } from "../describe-principal.ts";
import { formatCount } from "../format-count.ts";
import { formatTime } from "../format-time.ts";
import { fieldsBlock } from "./fields-block.ts";
import type { Field } from "./fields-block.ts";

/** Who, where, what, on what, when and from where, each exactly as the event says. */
export function factsBlock(alert: DenialAlert): KnownBlock {
  const { denial, advice, accountName } = alert;
  const { principal, action, resource } = denial;
  const when = whenLines(alert);
  const from = fromLine(alert);
  const level = advice.accessLevel?.replace("-", " ") ?? null;
  const actionName = action.text ?? action.iamAction;
  const fields: readonly (Field | null)[] = [
    { label: "Who", value: describePrincipal(principal) },
    { label: "Account", value: describeAccount(accountName, denial.account, denial.region) },
    actionName === null
      ? null
      : {
          label: "Action",
          value: `${codeSpan(actionName, 300)}${level === null ? "" : ` (${level})`}`,
        },
    resource.text === null ? null : { label: "Resource", value: codeSpan(resource.text, 1200) },
    denial.reason.policyArn === null
      ? null
      : { label: "Policy", value: codeSpan(denial.reason.policyArn, 1200) },
    when === null ? null : { label: "When", value: when },
    from === null ? null : { label: "From", value: from },
  ];
  return fieldsBlock(fields.filter((field) => field !== null));
}

function whenLines({ denial, count, firstSeenAt }: DenialAlert): string | null {
  const at = formatTime(denial.occurredAt, "seconds");
  const since = formatTime(firstSeenAt);
  const seen =
    count > 1
      ? `seen ${formatCount(count, "time")}${since === null ? "" : `, first ${since}`}`
      : null;
  const lines = [at, seen].filter((line) => line !== null);
  return lines.length === 0 ? null : lines.join("\n");
}

function fromLine({ denial }: DenialAlert): string | null {
  const { sourceIpAddress, vpcEndpointId } = denial;
  const parts = [
    sourceIpAddress === null ? null : codeSpan(sourceIpAddress, 150),
    vpcEndpointId === null ? null : `VPC endpoint ${codeSpan(vpcEndpointId, 150)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}
