/** Shorter work needs no bar. */
const firstShownMilliseconds = 500;
const shownEveryMilliseconds = 100;
const barWidth = 30;

export interface ProgressBar {
  readonly show: (done: number, now: number) => void;
  /** Takes the bar away, before anything else is written to the terminal and at the end. */
  readonly clear: () => void;
}

/** A bar on a terminal, through `write`, drawn anew at most ten times a second; `total` of 0 draws none. */
export function createProgressBar(
  total: number,
  startedAt: number,
  write: (text: string) => void,
): ProgressBar {
  let shownAt = startedAt + firstShownMilliseconds - shownEveryMilliseconds;
  let isShown = false;
  return {
    show: (done, now) => {
      if (total === 0 || now - shownAt < shownEveryMilliseconds) return;
      shownAt = now;
      isShown = true;
      const part = Math.min(done / total, 1);
      const full = Math.round(part * barWidth);
      const bar = "█".repeat(full) + "░".repeat(barWidth - full);
      write(`\r${bar} ${String(Math.floor(part * 100)).padStart(3)} %\u001b[K`);
    },
    clear: () => {
      if (isShown) write("\r\u001b[K");
      isShown = false;
    },
  };
}
