/** IAM's access levels of an action (Service Authorization Reference). */
export const accessLevels = ["list", "read", "write", "permissions-management", "tagging"] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** Who is able to change what denied the call. */
export const fixers = [
  "account-admin",
  "resource-owner",
  "organization-admin",
  "endpoint-owner",
  "caller",
  "security-team",
] as const;
export type Fixer = (typeof fixers)[number];

/** One statement of an IAM policy that is safe to paste: Allow, one action, one resource form, no wildcard action. */
export interface PolicyStatement {
  readonly Effect: "Allow";
  readonly Action: string;
  /** Absent only in a role trust policy: AWS refuses it there. */
  readonly Resource?: string;
  readonly Principal?: { readonly AWS: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

export interface AdviceLink {
  readonly label: string;
  readonly url: string;
  /** Said beside the link where it matters ("expires in 24 hours"). */
  readonly note: string | null;
}

/** One hint of the catalogue, filled in for one denial. */
export interface Hint {
  /** The catalogue entry's id; stable, kebab-case. */
  readonly id: string;
  /** What it means, in one sentence. Plain text, never markup: renderers escape it. */
  readonly text: string;
  readonly fixers: readonly Fixer[];
  /** What to do, in order, exact names filled in. Plain text. */
  readonly steps: readonly string[];
  /** A shell command to paste, where one helps. */
  readonly command: string | null;
  /** Verified to turn this request from implicit deny to allow, and nothing else; null where no Allow is right. */
  readonly policy: PolicyDocument | null;
  /** When not to grant, or why no statement is suggested. */
  readonly warning: string | null;
  readonly links: readonly AdviceLink[];
}

/** What to tell a person about a denial. */
export interface Advice {
  /** One line a person understands: "Deploy may not s3:PutObject on my-bucket: an SCP forbids it". Plain text. */
  readonly title: string;
  /** Null where the action is unknown to IAM. */
  readonly accessLevel: AccessLevel | null;
  /** Most specific first, never empty. */
  readonly hints: readonly Hint[];
}
