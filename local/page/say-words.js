/** What a value of the history is called by people. */
export const words = {
  critical: "🔴 Critical",
  warning: "🟠 Warning",
  info: "🔵 Info",
  pending: "Pending",
  told: "Told",
  muted: "Muted",
  benign: "Benign",
  resolved: "Stopped",
  seen: "Seen before",
  explicit: "Explicit deny",
  implicit: "Implicit deny",
  "identity-based": "Identity-based policy",
  "resource-based": "Resource-based policy",
  "permissions-boundary": "Permissions boundary",
  "service-control": "SCP",
  "resource-control": "RCP",
  session: "Session policy",
  "vpc-endpoint": "VPC endpoint policy",
  "role-trust": "Role trust policy",
};

/** A value of one filter; `unknown` is one of several. */
export function sayValue(value, name) {
  if (value === "unknown") return name === "denyType" ? "Deny type unknown" : "Policy unknown";
  return words[value] ?? value;
}

/** "1 time", "1,000 times". */
export function sayCount(count, noun) {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** "just now", "5 min ago", "3 h ago", else the day. */
export function sayAgo(time, now) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `on ${time.slice(0, 10)}`;
}

/** "2026-03-04 05:06 UTC". */
export function sayTime(time) {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
