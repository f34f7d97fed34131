import type { Denial } from "../denial/denial.ts";
import {
  type DenyType,
  denyTypes,
  type PolicyType,
  policyTypes,
  type Reason,
} from "../denial/reason.ts";
import { indexKey, principalDigest, reasonCode } from "./denial-item.ts";
import { type AlertStatus, alertStatuses } from "./known-denial.ts";
import type { HistoryIndexName } from "./table-definition.ts";

/** Which denials are asked for. */
export type DenialQuestion =
  | { readonly by: "all" }
  | { readonly by: "status"; readonly status: AlertStatus }
  | { readonly by: "account"; readonly account: string }
  /** `s3`, whatever its case. */
  | { readonly by: "service"; readonly service: string }
  /** `s3:PutObject`, whatever its case. */
  | { readonly by: "action"; readonly action: string }
  | { readonly by: "principal"; readonly principalKey: string }
  /** Either type, or both; without one of them, all of its values. */
  | { readonly by: "reason"; readonly denyType?: DenyType; readonly policyType?: PolicyType };

/** The partitions of an index that hold the answer. There are few of them, whatever is in the table. */
export interface QuestionPartitions {
  readonly index: HistoryIndexName;
  readonly attribute: string;
  readonly values: readonly string[];
}

/** Where the answer is. */
export function partitionsOf(question: DenialQuestion): QuestionPartitions {
  switch (question.by) {
    case "all":
      return { index: "by-status", attribute: "s", values: alertStatuses };
    case "status":
      return { index: "by-status", attribute: "s", values: [question.status] };
    case "account":
      return { index: "by-account", attribute: "a", values: [indexKey(question.account)] };
    case "service":
      return {
        index: "by-service",
        attribute: "e",
        values: [indexKey(question.service.toLowerCase())],
      };
    case "action":
      return {
        index: "by-action",
        attribute: "c",
        values: [indexKey(question.action.toLowerCase())],
      };
    case "principal":
      return {
        index: "by-principal",
        attribute: "p",
        values: [principalDigest(question.principalKey)],
      };
    case "reason":
      return { index: "by-reason", attribute: "r", values: reasonsOf(question).map(reasonCode) };
  }
}

function reasonsOf({
  denyType,
  policyType,
}: Partial<Pick<Denial["reason"], "denyType" | "policyType">>): readonly Pick<
  Reason,
  "denyType" | "policyType"
>[] {
  const denies = denyType === undefined ? denyTypes : [denyType];
  const policies = policyType === undefined ? policyTypes : [policyType];
  return denies.flatMap((deny) =>
    policies.map((policy) => ({ denyType: deny, policyType: policy })),
  );
}
