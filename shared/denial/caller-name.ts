import type { Principal } from "./denial.ts";

const permissionSetForm = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/**
 * Who it was, as people say it: "ada@corp.example (Admin)", "Deploy (GitHub Actions)", "Deploy". A permission set
 * goes by its own name, not by its role's. Text of the event, neither bounded nor escaped.
 */
export function callerName(principal: Principal): string {
  const { person, automation } = principal;
  const name = permissionSetOf(principal) ?? principal.name;
  if (person !== null) return person === name ? name : `${person} (${name})`;
  if (automation === null) return name;
  return `${name} (${systemOf(automation, principal.sessionName)})`;
}

/** The permission set that an Identity Center role stands for ("Referencing permission sets", IAM Identity Center User Guide). */
export function permissionSetOf({ name }: Principal): string | null {
  return name.startsWith("AWSReservedSSO_") ? (permissionSetForm.exec(name)?.[1] ?? null) : null;
}

/** "EC2 instance", not which one: that differs from call to call. */
function systemOf(automation: string, sessionName: string | null): string {
  const end = ` ${sessionName ?? ""}`;
  return end !== " " && automation.endsWith(end) ? automation.slice(0, -end.length) : automation;
}
