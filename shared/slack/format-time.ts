/** An ISO 8601 time as "2026-03-04 05:06 UTC", with seconds where `precision` asks; null for no time. */
export function formatTime(
  time: string | null,
  precision: "minutes" | "seconds" = "minutes",
): string | null {
  const date = new Date(time ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString();
  const end = precision === "seconds" ? -5 : -8;
  return `${iso.replace("T", " ").slice(0, end)} UTC`;
}
