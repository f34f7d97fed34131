import { parseArn } from "../iam/parse-arn.ts";
import type { IdentityType } from "./denial.ts";

/** What the ARN of a caller tells by itself. */
export interface PrincipalArn {
  readonly type: IdentityType;
  /** The ARN without what changes from session to session: of an assumed role, the role's. */
  readonly key: string;
  /** As it stands in the ARN: not always 12 digits. */
  readonly account: string;
  /** The name at the end of the path, `root` for the root user; never empty. */
  readonly name: string;
  readonly sessionName: string | null;
}

/**
 * Reads the ARN of a caller; null where the text is none. A role's path is not in its session's ARN, so it is not in
 * the key either ("IAM identifiers", IAM User Guide). AWS sometimes writes a space in the ARN; the key has none.
 */
export function parsePrincipalArn(text: string): PrincipalArn | null {
  const arn = parseArn(text);
  if (arn === null) return null;
  const { partition, service, resource } = arn;
  const account = arn.account.trim();
  const key =
    account === arn.account ? text : `arn:${partition}:${service}::${account}:${resource}`;
  if (resource === "root" || (service === "sts" && resource === "assumed-root")) {
    const root = resource === "root" ? key : `arn:${partition}:iam::${account}:root`;
    return { type: "Root", key: root, account, name: "root", sessionName: null };
  }
  const slash = resource.indexOf("/");
  const kind = slash === -1 ? "" : resource.slice(0, slash);
  const rest = resource.slice(slash + 1);
  if (service === "sts" && kind === "assumed-role" && rest !== "") {
    return readSession(partition, account, rest);
  }
  const name = lastStep(rest) || resource || key;
  return { type: typeOf(service, kind), key, account, name, sessionName: null };
}

function readSession(partition: string, account: string, rest: string): PrincipalArn {
  const slash = rest.indexOf("/");
  const role = slash === -1 ? rest : rest.slice(0, slash);
  const session = slash === -1 ? "" : rest.slice(slash + 1);
  return {
    type: "AssumedRole",
    key: `arn:${partition}:iam::${account}:role/${role}`,
    account,
    name: role || "assumed-role",
    sessionName: session === "" ? null : session,
  };
}

function typeOf(service: string, kind: string): IdentityType {
  if (kind === "user") return "IAMUser";
  if (service === "iam" && kind === "role") return "Role";
  return service === "sts" && kind === "federated-user" ? "FederatedUser" : "Unknown";
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
