/** Whether a text is an AWS service's name: `lambda.amazonaws.com`, `ec2.cn-north-1.amazonaws.com.cn`. */
export function isServiceName(text: string): boolean {
  if (!text.endsWith(".amazonaws.com") && !text.endsWith(".amazonaws.com.cn")) return false;
  return /^[a-z0-9][a-z0-9.-]{0,100}$/.test(text);
}

/** `iam` of `iam.amazonaws.com`, in lower case: an event source without AWS's domain. */
export function serviceLabel(eventSource: string): string {
  const end = eventSource.indexOf(".amazonaws.com");
  return (end === -1 ? eventSource : eventSource.slice(0, end)).toLowerCase();
}
