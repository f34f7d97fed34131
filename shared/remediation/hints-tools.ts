import type { HintEntry } from "./hint-entry.ts";

/** What to look at next, and what to do where the message says nothing. */
export const toolHints: readonly HintEntry[] = [
  {
    id: "transitive-policy",
    rank: "context",
    when: { traits: ["transitive"] },
    text: "The message names the {firstLayer} first, but the real cause is the {layer} behind it.",
    fixers: ["organization-admin", "account-admin"],
    steps: ["Look for the statement in the {layer}; the {firstLayer} need not change."],
    warning: "Do not loosen the {firstLayer}: it is not the cause.",
    pages: [],
    docs: ["accessDenied"],
  },
  {
    id: "authorization-id",
    rank: "tool",
    when: { traits: ["authorization-id"] },
    text: "AWS kept the details of this decision: which policies were evaluated, and how each decided.",
    fixers: ["account-admin"],
    steps: [
      "Open the details within 24 hours of the denial, in the same account and Region; it takes iam:GetRequestAuthorizationDetails.",
    ],
    command:
      "aws iam-toolbox get-request-authorization-details --region={region} --authorization-id={authorizationId}",
    warning: null,
    pages: ["authorization"],
    docs: ["authorizationId"],
  },
  {
    id: "encoded-message",
    rank: "tool",
    when: { traits: ["encoded-whole"] },
    text: "The message has an encoded part that tells the matching statements and the request's context.",
    fixers: ["account-admin"],
    steps: [
      "Decode it with credentials of account {account} that may call sts:DecodeAuthorizationMessage.",
      "Read allowed, explicitDeny, matchedStatements and context in the answer, which is JSON inside JSON.",
    ],
    command:
      "aws sts decode-authorization-message --encoded-message={encodedMessage} --query=DecodedMessage --output=text",
    warning: null,
    pages: [],
    docs: ["decodeMessage"],
  },
  {
    id: "encoded-message-cut",
    rank: "tool",
    when: { traits: ["encoded-cut"] },
    text: "The message had an encoded part, but CloudTrail keeps only 1 KB of a message and cut it: it cannot be decoded.",
    fixers: ["caller"],
    steps: [
      "Take the whole message from the caller's own log, or call again and keep the answer.",
      "Decode that with aws sts decode-authorization-message in account {account}.",
    ],
    warning: null,
    pages: [],
    docs: ["decodeMessage"],
  },
  {
    id: "network-activity-event",
    rank: "context",
    when: { traits: ["network-activity-event"] },
    text: "This is a network activity event: the endpoint's owner sees it, and the caller may be of another account or organization.",
    fixers: ["endpoint-owner", "security-team"],
    steps: [
      "Check whether {principal} of account {account} belongs in this network: credentials of others used here are a sign of data being taken out.",
      "The caller's own trail may have no record of this denial.",
    ],
    warning: "Do not allow credentials of unknown accounts through an endpoint.",
    pages: ["endpoint", "event"],
    docs: ["networkActivityEvents"],
  },
  {
    id: "unknown",
    rank: "layer",
    when: {
      notPolicy: "none",
      policyType: ["unknown"],
      denyType: ["unknown", "implicit"],
      without: ["mfa-failed", "assume-role", "federated-assume-role"],
    },
    text: "The message does not say which policy denied the call.",
    fixers: ["account-admin"],
    steps: [
      "Look at the policies of {identity} first: an Allow for {action} is most often what is missing.",
      "Then at the policy of {resource}, the permissions boundary, the session policy, the VPC endpoint and the SCPs, in that order.",
      "Call it from the command line: the answer often tells more than CloudTrail keeps.",
    ],
    warning:
      "Do not grant anything on a guess: no statement is suggested while the reason is unknown.",
    pages: ["event", "principal"],
    docs: ["accessDenied", "policyEvaluation"],
  },
];
