/** Values of several sources as they come. One that throws ends it; the others are closed. */
export async function* mergeAsync<Value>(
  sources: readonly AsyncGenerator<Value, void>[],
): AsyncGenerator<Value, void> {
  type Step = {
    readonly source: AsyncGenerator<Value, void>;
    readonly result: IteratorResult<Value, void>;
  };
  const step = async (source: AsyncGenerator<Value, void>): Promise<Step> => ({
    source,
    result: await source.next(),
  });
  const waiting = new Map(sources.map((source) => [source, step(source)]));
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      waiting.delete(source);
      if (result.done === true) continue;
      // Asked for more only once this is used: what is read ahead is one value a source.
      yield result.value;
      waiting.set(source, step(source));
    }
  } finally {
    for (const [, pending] of waiting) pending.catch(() => undefined);
  }
}
