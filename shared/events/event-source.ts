/** The `source` of every event of ours. It does not begin with "aws.", so that our own rule never matches one. */
export const eventSource = "denywatch";
