/**
 * How long a function's client waits for an answer, in milliseconds, each attempt: the SDK's own clients wait for ever
 * where a connection is swallowed, and the function would be ended by its timeout in the middle of its work.
 */
export const answerTimeout = {
  connectionTimeout: 2_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;
