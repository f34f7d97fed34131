/** The filter of AWS's article "How can I get data to help troubleshoot IAM permission access denied errors?". */
export const articleFilter = `.Records[] | select(.errorCode != null and (.errorCode | ascii_downcase | contains("accessdenied") or contains("unauthorized"))) | [.eventTime, .userIdentity.arn, .eventID, .eventSource, .eventName, .errorCode, .errorMessage]`;
