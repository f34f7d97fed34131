import type { AwsFailure } from "./aws-failure.ts";
import { sayAccessDenied } from "./say-access-denied.ts";

/** One kind of failure, how it is told apart, and what to do about it. */
export interface AwsFailureRule {
  readonly id: string;
  readonly fits: (failure: AwsFailure) => boolean;
  readonly say: (failure: AwsFailure) => string;
}

const elsewhere = "name another with --region or --profile";

/** The kinds of failure, in the order in which they are looked for. Names: "Common errors" of each service's API reference. */
export const awsFailureRules: readonly AwsFailureRule[] = [
  {
    id: "sign-in-expired",
    fits: ({ name, message }) =>
      /^(CredentialsProvider|TokenProvider)Error$/.test(name) &&
      /expired|sso (session|token)|aws sso login|refresh/i.test(message),
    say: (failure) =>
      `the sign-in${ofProfile(failure)} has expired; run: aws sso login${profileFlag(failure)}`,
  },
  {
    id: "no-credentials",
    fits: ({ name }) => /^(CredentialsProvider|TokenProvider)Error$/.test(name),
    say: (failure) =>
      profileOf(failure) === null
        ? "no AWS credentials were found; sign in (aws sso login, aws configure) or name a profile with --profile"
        : `profile "${profileOf(failure) ?? ""}" gives no credentials; check it with: aws sts get-caller-identity${profileFlag(failure)}`,
  },
  {
    id: "no-region",
    fits: ({ message }) => message === "Region is missing",
    say: () =>
      'no Region is set; give --region, for example "--region eu-west-1", or set AWS_REGION',
  },
  {
    id: "no-such-region",
    fits: ({ message, systemCode, hostname }) =>
      message.startsWith("Region not accepted") ||
      ((systemCode === "ENOTFOUND" || systemCode === "EAI_AGAIN") &&
        hostname?.includes(".amazonaws.") === true),
    say: ({ hostname, call, message }) =>
      hostname === null
        ? `"${/region="([^"]*)"/.exec(message)?.[1] ?? ""}" is no Region; give --region, for example "--region eu-west-1"`
        : `there is no host ${hostname}; check the Region${call?.region == null ? "" : ` "${call.region}"`} and the network's name resolution`,
  },
  {
    id: "other-region",
    fits: ({ name }) => /^(PermanentRedirect|AuthorizationHeaderMalformed)$/.test(name),
    say: ({ message }) => {
      const [, region] = /expecting '([a-z0-9-]+)'/.exec(message) ?? [];
      return region === undefined
        ? "it is in another Region; name it with --region"
        : `it is in ${region}; give --region ${region}`;
    },
  },
  {
    id: "expired",
    fits: ({ name, message }) =>
      /^(ExpiredToken(Exception)?|RequestExpired|ExpiredTokenException|TokenRefreshRequired)$/.test(
        name,
      ) ||
      (/^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature)/.test(name) &&
        /token.*expired/i.test(message)),
    say: (failure) =>
      `the credentials${ofProfile(failure)} have expired; sign in again (aws sso login${profileFlag(failure)}, or get new ones)`,
  },
  {
    id: "clock",
    fits: ({ name, message }) =>
      /^(RequestTimeTooSkewed|RequestInTheFuture)$/.test(name) ||
      (/^(InvalidSignatureException|SignatureDoesNotMatch)$/.test(name) &&
        /signature (expired|not yet current)/i.test(message)),
    say: () => "AWS finds this machine's clock wrong; set it right and try again",
  },
  {
    id: "bad-credentials",
    fits: ({ name }) =>
      /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature(Exception)?|MissingAuthenticationToken(Exception)?|AuthFailure|InvalidToken)$/.test(
        name,
      ),
    say: (failure) =>
      `AWS does not accept the credentials${ofProfile(failure)}; check them with: aws sts get-caller-identity${profileFlag(failure)}` +
      (failure.call?.region == null
        ? ""
        : `, and that the account has Region ${failure.call.region} switched on`),
  },
  {
    id: "region-off",
    fits: ({ name }) => /^(OptInRequired|RegionDisabledException)$/.test(name),
    say: () => `the account has this Region switched off; ${elsewhere}`,
  },
  {
    id: "access-denied",
    fits: ({ name, status }) =>
      /AccessDenied|Unauthorized|^(AuthorizationError|NotAuthorized|ForbiddenException|403|Forbidden)/.test(
        name,
      ) ||
      // HEAD requests are answered without a body, so without a name.
      (status === 403 && /^(Unknown|UnknownError|Error|403)?$/.test(name)),
    say: sayAccessDenied,
  },
  {
    id: "throttled",
    fits: ({ name, status }) =>
      status === 429 ||
      /Throttl|^(ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|BandwidthLimitExceeded|LimitExceededException$)/.test(
        name,
      ),
    say: (failure) => `AWS throttles it${tried(failure)}; try again in a minute`,
  },
  {
    id: "no-table",
    fits: ({ name, call }) =>
      name === "ResourceNotFoundException" && call?.action.startsWith("dynamodb:") === true,
    say: () => `there is no such table; name the table with --table, or ${elsewhere}`,
  },
  {
    id: "no-stack",
    fits: ({ name, message }) => name === "ValidationError" && message.includes("does not exist"),
    say: () => `there is no such stack; name the stack with --stack, or ${elsewhere}`,
  },
  {
    id: "not-found",
    fits: ({ name, status }) =>
      /NotFound|DoesNotExist|NonExistent|^NoSuch/.test(name) || (status === 404 && name !== ""),
    say: ({ name }) => `there is none of that name (${name}); check the name, or ${elsewhere}`,
  },
  {
    id: "certificate",
    fits: ({ systemCode }) =>
      systemCode !== null && /CERT|ISSUER|^ERR_TLS|^EPROTO$/.test(systemCode),
    say: ({ systemCode }) =>
      `the TLS certificate is not trusted (${systemCode ?? ""}); behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to its certificate`,
  },
  {
    id: "network",
    fits: ({ name, systemCode }) =>
      name === "TimeoutError" ||
      (systemCode !== null && /^(E[A-Z_]+|UND_ERR_.*)$/.test(systemCode)),
    say: (failure) => {
      const why = failure.systemCode ?? failure.name;
      return `no answer came (${why})${tried(failure)}; check the network (and AWS_ENDPOINT_URL, where it is set) and try again`;
    },
  },
  {
    id: "aws-down",
    fits: ({ status }) => status !== null && status >= 500,
    say: (failure) =>
      `AWS answered ${failure.status ?? ""} ${failure.name}${tried(failure)}; try again, and see health.aws.amazon.com`,
  },
  {
    id: "garbled",
    fits: ({ message }) => message.includes("Deserialization error"),
    say: () =>
      "what answered does not speak as AWS does; a proxy or a sign-in page may stand between (HTTPS_PROXY, AWS_ENDPOINT_URL)",
  },
];

function tried({ attempts }: AwsFailure): string {
  return attempts === null || attempts < 2 ? "" : `, after ${attempts} attempts`;
}

function profileOf({ call }: AwsFailure): string | null {
  return call?.profile ?? null;
}

function ofProfile(failure: AwsFailure): string {
  const profile = profileOf(failure);
  return profile === null ? "" : ` of profile "${profile}"`;
}

function profileFlag(failure: AwsFailure): string {
  const profile = profileOf(failure);
  return profile === null ? "" : ` --profile ${profile}`;
}
