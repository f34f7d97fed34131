import type { DenialItem } from "./denial-item.ts";

/** An item's size in bytes as DynamoDB counts it ("DynamoDB item sizes and formats"); a set as a list, to be safe. */
export function itemSize(item: DenialItem): number {
  return Object.entries(item).reduce(
    (size, [name, value]) => size + name.length + valueSize(value),
    0,
  );
}

function valueSize({ S, N, B, SS, BS }: DenialItem[string]): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (B !== undefined) return B.length;
  const elements = SS?.map((text) => Buffer.byteLength(text)) ?? BS?.map(({ length }) => length);
  return 3 + (elements ?? []).reduce((sum, length) => sum + length + 1, 0);
}
