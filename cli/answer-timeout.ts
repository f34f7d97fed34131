/** How long a client waits, in milliseconds: the SDK's own clients wait for ever where a network swallows what is sent. */
export const answerTimeout = {
  connectionTimeout: 5_000,
  requestTimeout: 20_000,
  throwOnRequestTimeout: true,
} as const;
