/** What has to be closed again, last opened first. */
export interface ClosingList {
  add(close: () => Promise<void> | void): void;
  /** Closes everything once; a further call waits for the first. One that fails does not keep the others open. */
  readonly close: () => Promise<void>;
}

export function createClosingList(): ClosingList {
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | null = null;
  return {
    add(close) {
      closers.push(close);
    },
    close: () => (closing ??= closeAll()),
  };

  async function closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
