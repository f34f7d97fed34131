import { permissionSetOf } from "../denial/caller-name.ts";
import type { ClientKind, IdentityType, Principal } from "../denial/denial.ts";
import { codeSpan } from "./code-span.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";

const identityWords: Readonly<Record<IdentityType, string>> = {
  Root: "Root user",
  IAMUser: "IAM user",
  AssumedRole: "Role",
  Role: "Role",
  FederatedUser: "Federated user",
  Directory: "Directory user",
  AWSAccount: "Another account,",
  AWSService: "AWS service",
  IdentityCenterUser: "Identity Center user",
  SAMLUser: "SAML user",
  WebIdentityUser: "Web identity",
  Unknown: "Unidentified caller",
};

const clientWords: Readonly<Record<ClientKind, string | null>> = {
  console: "in the console",
  cli: "with the AWS CLI",
  sdk: "from code (an AWS SDK)",
  terraform: "with Terraform",
  cloudformation: "through CloudFormation",
  cdk: "with the CDK",
  service: null,
  other: null,
};

/** Who was denied, as a person or a system, in mrkdwn of at most 1,900 characters; the copyable key is on a second line. */
export function describePrincipal(principal: Principal): string {
  const { type, name, key, sessionName, person, automation, invokedBy } = principal;
  const permissionSet = permissionSetOf(principal);
  const identity =
    key === "anonymous"
      ? "Somebody unknown, without credentials"
      : permissionSet === null
        ? `${identityWords[type]} ${codeSpan(name, 150)}`
        : `Permission set ${codeSpan(permissionSet, 150)}`;
  const actor =
    person !== null
      ? `${codeSpan(person, 150)} as ${lowerFirst(identity)}`
      : automation !== null
        ? `${plainMrkdwn(automation, 150)} as ${lowerFirst(identity)}`
        : identity;
  const session =
    sessionName !== null && sessionName !== person && automation?.endsWith(sessionName) !== true
      ? `, session ${codeSpan(sessionName, 150)}`
      : "";
  const service =
    invokedBy !== null && invokedBy !== name ? `, called by ${codeSpan(invokedBy, 150)}` : "";
  const client = clientWords[principal.client];
  const line = `${actor}${session}${service}${client === null ? "" : `, ${client}`}`;
  return key === name ? line : `${line}\n${codeSpan(key, 600)}`;
}

/** "Role" becomes "role", "IAM user" stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
