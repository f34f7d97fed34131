/** What an error code says about a call: refused for lack of authorization, surely not, or only its message tells. */
export type ErrorCodeVerdict = "denial" | "not-denial" | "ask-message";

/** One error code, what it means, and whether it is a denial. */
export interface ErrorCodeEntry {
  readonly code: string;
  readonly verdict: ErrorCodeVerdict;
  readonly meaning: string;
}

/**
 * Whatever contains one of these is a denial unless the table names it as none: as AWS spells it or in lower case
 * anywhere, in any case at either end. No more, since the EventBridge rule looks for the same and knows no wildcard that
 * ignores case: what the rule cannot see must not be a denial here.
 */
export const denialCodeStems = ["AccessDenied", "Unauthorized"] as const;

/** The one table of error codes, read by the parser and by the EventBridge rule. */
export const errorCodes: readonly ErrorCodeEntry[] = [
  { code: "AccessDenied", verdict: "denial", meaning: "S3, IAM, STS and other query APIs" },
  { code: "AccessDeniedException", verdict: "denial", meaning: "JSON APIs" },
  { code: "AccessDeniedFault", verdict: "denial", meaning: "DMS and other older APIs" },
  { code: "KMSAccessDeniedException", verdict: "denial", meaning: "Lambda, refused by KMS" },
  {
    code: "EncryptionKeyAccessDeniedException",
    verdict: "denial",
    meaning: "CodeCommit, refused by KMS",
  },
  { code: "Client.UnauthorizedOperation", verdict: "denial", meaning: "EC2, as CloudTrail has it" },
  { code: "UnauthorizedOperation", verdict: "denial", meaning: "EC2, as SDKs have it" },
  { code: "Client.UnauthorizedAccess", verdict: "denial", meaning: "older EC2-style APIs" },
  { code: "UnauthorizedAccess", verdict: "denial", meaning: "older EC2-style APIs" },
  {
    code: "UnauthorizedException",
    verdict: "denial",
    meaning:
      "IoT, AppSync; an expired token in the IAM Identity Center portal, which its message tells",
  },
  {
    code: "VpceAccessDenied",
    verdict: "denial",
    meaning: "network activity event: a VPC endpoint policy refused the call",
  },
  {
    code: "Client.AuthFailure",
    verdict: "denial",
    meaning:
      "EC2: an ACL or another account's resource refused it; bad credentials, which its message tells",
  },
  { code: "AuthFailure", verdict: "denial", meaning: "as Client.AuthFailure" },
  { code: "AuthorizationError", verdict: "denial", meaning: "SNS" },
  { code: "AuthorizationErrorException", verdict: "denial", meaning: "SNS, as SDKs have it" },
  {
    code: "ForbiddenException",
    verdict: "denial",
    meaning: "IAM Identity Center portal, API Gateway",
  },
  { code: "Forbidden", verdict: "denial", meaning: "HTTP 403 of data planes" },
  { code: "403", verdict: "denial", meaning: "HTTP 403 of data planes" },
  { code: "NotAuthorized", verdict: "denial", meaning: "older query APIs" },
  { code: "InsufficientPrivilegesException", verdict: "denial", meaning: "Elastic Beanstalk" },
  {
    code: "InsufficientDependencyServiceAccessPermissionException",
    verdict: "denial",
    meaning:
      'CloudTrail: the caller "lacks one or more required permissions" in a service that an organization trail needs',
  },
  {
    code: "InsufficientIAMAccessPermissionException",
    verdict: "denial",
    meaning: "CloudTrail: the caller may not see or create the service-linked role",
  },
  {
    code: "NotAuthorizedException",
    verdict: "ask-message",
    meaning: "Cognito, mostly a wrong password or an expired token",
  },
  {
    code: "ValidationError",
    verdict: "ask-message",
    meaning:
      'invalid input, unless the message quotes a denial; CloudFormation\'s "S3 error: Access Denied" for a template is none: S3 says the same of an object that is not there, and records a refused read itself',
  },
  {
    code: "Client.DryRunOperation",
    verdict: "not-denial",
    meaning: "EC2: the call would have been allowed; a refused dry run is UnauthorizedOperation",
  },
  { code: "DryRunOperation", verdict: "not-denial", meaning: "as Client.DryRunOperation" },
  {
    code: "Client.OperationNotPermitted",
    verdict: "not-denial",
    meaning:
      "EC2: the resource's state or kind forbids it (termination protection, a primary network interface), whoever asks",
  },
  {
    code: "OperationNotPermitted",
    verdict: "not-denial",
    meaning: "as Client.OperationNotPermitted",
  },
  {
    code: "InsufficientS3BucketPolicyException",
    verdict: "not-denial",
    meaning:
      "CloudTrail: a check of the bucket's policy, which does not let CloudTrail write; the caller was not refused",
  },
  {
    code: "InsufficientSnsTopicPolicyException",
    verdict: "not-denial",
    meaning: "as InsufficientS3BucketPolicyException, of a topic's policy",
  },
  {
    code: "InsufficientEncryptionPolicyException",
    verdict: "not-denial",
    meaning: "as InsufficientS3BucketPolicyException, of a key's policy",
  },
  {
    code: "TokenRefreshRequired",
    verdict: "not-denial",
    meaning: "S3: the session's token is old",
  },
  { code: "ExpiredToken", verdict: "not-denial", meaning: "the session's token has expired" },
  {
    code: "ExpiredTokenException",
    verdict: "not-denial",
    meaning: "the session's token has expired",
  },
  { code: "RequestExpired", verdict: "not-denial", meaning: "the request's signature is too old" },
  { code: "Client.RequestExpired", verdict: "not-denial", meaning: "as RequestExpired" },
  { code: "InvalidClientTokenId", verdict: "not-denial", meaning: "no such access key" },
  { code: "InvalidAccessKeyId", verdict: "not-denial", meaning: "S3: no such access key" },
  { code: "InvalidToken", verdict: "not-denial", meaning: "S3: the session's token is malformed" },
  { code: "SignatureDoesNotMatch", verdict: "not-denial", meaning: "wrong secret key" },
  { code: "IncompleteSignature", verdict: "not-denial", meaning: "malformed signature" },
  { code: "MissingAuthenticationToken", verdict: "not-denial", meaning: "the call was not signed" },
  {
    code: "UnrecognizedClientException",
    verdict: "not-denial",
    meaning: "no such access key, or a token of another partition",
  },
  {
    code: "UnauthorizedClientException",
    verdict: "not-denial",
    meaning: "IAM Identity Center OIDC: the client is not registered for this kind of grant",
  },
  { code: "OptInRequired", verdict: "not-denial", meaning: "the account has not signed up for it" },
  { code: "Client.OptInRequired", verdict: "not-denial", meaning: "as OptInRequired" },
  {
    code: "SubscriptionRequiredException",
    verdict: "not-denial",
    meaning: "the account has not subscribed to it",
  },
  { code: "Throttling", verdict: "not-denial", meaning: "too many requests" },
  { code: "ThrottlingException", verdict: "not-denial", meaning: "too many requests" },
  { code: "TooManyRequestsException", verdict: "not-denial", meaning: "too many requests" },
  { code: "Client.RequestLimitExceeded", verdict: "not-denial", meaning: "EC2: too many requests" },
  {
    code: "RequestLimitExceeded",
    verdict: "not-denial",
    meaning: "as Client.RequestLimitExceeded",
  },
];

const byCode = new Map(errorCodes.map((entry) => [entry.code, entry.verdict]));
const stems = denialCodeStems.map((stem) => ({ stem, folded: stem.toLowerCase() }));

/** What the code alone tells: the table's verdict, else a denial if it contains a stem. */
export function classifyErrorCode(code: string): ErrorCodeVerdict {
  return byCode.get(code) ?? (holdsDenialStem(code) ? "denial" : "ask-message");
}

function holdsDenialStem(code: string): boolean {
  const lower = code.toLowerCase();
  return stems.some(
    ({ stem, folded }) =>
      code.includes(stem) ||
      code.includes(folded) ||
      lower.startsWith(folded) ||
      lower.endsWith(folded),
  );
}
