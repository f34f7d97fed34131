/**
 * Whether a path is one of a log file with records: digest files prove that log files are unchanged, and Insights files
 * hold measurements ("CloudTrail log file name format", CloudTrail User Guide).
 */
export function isLogFile(path: string): boolean {
  return !/CloudTrail-(Digest|Insight)[/_]/.test(path);
}

/**
 * Whether a log file may hold what happened in a span, by the day in its path; a path without a day may. A file holds
 * what was delivered on its day, so that it may begin the day before.
 */
export function mayHold(path: string, startSeconds: number, endSeconds: number): boolean {
  const [, year, month, day] =
    /\/CloudTrail\/[a-z0-9-]+\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(path) ?? [];
  if (year === undefined || month === undefined || day === undefined) return true;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`) / 1000;
  const aDay = 86_400;
  return midnight + 2 * aDay >= startSeconds && midnight - aDay <= endSeconds;
}
