/** An ISO 8601 time in UTC to the second, `2026-03-04T05:06:07Z`; a text that is no time comes back as it is. */
export function toUtcSeconds(time: string): string {
  if (time.length === 20 && time.endsWith("Z")) return time;
  const parsed = new Date(time);
  return Number.isNaN(parsed.getTime()) ? time : `${parsed.toISOString().slice(0, -5)}Z`;
}
