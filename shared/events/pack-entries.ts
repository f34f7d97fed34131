interface Entry {
  readonly Source?: string | undefined;
  readonly DetailType?: string | undefined;
  readonly Detail?: string | undefined;
}

/**
 * "PutEvents" (EventBridge API Reference): ten entries a request, and less than 256 KB in all, "necessary characters and
 * keys" included, for which a kilobyte an entry is kept. Larger ones, where AWS takes them, are not relied on.
 */
const mostEntries = 10;
const mostBytes = 256 * 1024 - mostEntries * 1024;

/** The entries in as few requests as they fit in, in their order. */
export function packEntries<T extends { readonly entry: Entry }>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item.entry);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostEntries || bytes + size > mostBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return batches;
}

/** Whether no request can hold it. */
export function isTooLarge({ entry }: { readonly entry: Entry }): boolean {
  return sizeOf(entry) > mostBytes;
}

/** "Calculating Amazon EventBridge PutEvents event entry size": the UTF-8 bytes of its texts. */
function sizeOf({ Source = "", DetailType = "", Detail = "" }: Entry): number {
  return [Source, DetailType, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
