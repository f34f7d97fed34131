import type { AccessLevel } from "../remediation/advice.ts";

/** What the Service Authorization Reference says of one IAM action. */
export interface IamAction {
  /** IAM's canonical spelling, the service prefix included: `s3:PutObject`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /**
   * The ARN forms that the action's `Resource` may have, with placeholders in braces: `arn:${Partition}:s3:::${BucketName}`.
   * Empty where the action has no resource level: only `*` works.
   */
  readonly resourceArnPatterns: readonly string[];
}
