/** What CloudFormation asks of a custom resource ("Custom resource request objects", CloudFormation User Guide). */
export interface CustomResourceRequest {
  readonly RequestType: "Create" | "Update" | "Delete";
  /** Where the answer belongs: a signed URL, and as such a secret for as long as it works. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: { readonly Config?: unknown };
}

/** How it went; CloudFormation shows the reason of a failure to whoever deploys. */
export type CustomResourceOutcome =
  { readonly kind: "success" } | { readonly kind: "failed"; readonly reason: string };

/** The answer's body ("Custom resource response objects", CloudFormation User Guide). */
export function buildResponse(
  request: CustomResourceRequest,
  outcome: CustomResourceOutcome,
): string {
  return JSON.stringify({
    Status: outcome.kind === "success" ? "SUCCESS" : "FAILED",
    ...(outcome.kind === "failed" && { Reason: outcome.reason.slice(0, 1000) }),
    // One for good: another one would make CloudFormation delete this one.
    PhysicalResourceId: request.PhysicalResourceId ?? "denywatch-config",
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  });
}
