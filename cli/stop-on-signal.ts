/** Asks a long command to end in order: Ctrl+C or SIGTERM once; the second time the process ends at once. */
export interface StopSignal {
  readonly isStopping: () => boolean;
  /** Aborted with the first signal, for what waits. */
  readonly signal: AbortSignal;
  readonly release: () => void;
}

const interrupted = 130;

export function stopOnSignal(from: Pick<NodeJS.Process, "on" | "off" | "exit">): StopSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) from.exit(interrupted);
    controller.abort();
  };
  from.on("SIGINT", stop);
  from.on("SIGTERM", stop);
  return {
    isStopping: () => controller.signal.aborted,
    signal: controller.signal,
    release: () => {
      from.off("SIGINT", stop);
      from.off("SIGTERM", stop);
    },
  };
}
