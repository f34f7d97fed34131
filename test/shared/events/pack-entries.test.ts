import { expect, it } from "vitest";
import { isTooLarge, packEntries } from "../../../shared/events/pack-entries.ts";

const entry = (bytes: number) => ({
  entry: { Source: "", DetailType: "", Detail: "x".repeat(bytes) },
});
const kilobyte = 1024;

it.each([
  { name: "nothing", sizes: [], batches: [] },
  { name: "ten in one request", sizes: Array<number>(10).fill(1), batches: [10] },
  { name: "eleven in two", sizes: Array<number>(11).fill(1), batches: [10, 1] },
  { name: "as many bytes as are allowed", sizes: [123 * kilobyte, 123 * kilobyte], batches: [2] },
  { name: "a byte more", sizes: [123 * kilobyte, 123 * kilobyte + 1], batches: [1, 1] },
  {
    name: "one too large for any request alone",
    sizes: [1, 300 * kilobyte, 1],
    batches: [1, 1, 1],
  },
])("packEntries() packs $name", ({ sizes, batches }) => {
  const items = sizes.map(entry);
  const packed = packEntries(items);
  expect(packed.map(({ length }) => length)).toEqual(batches);
  expect(packed.flat()).toEqual(items);
});

it("isTooLarge() is what fits no request", () => {
  expect([246, 247].map((kilobytes) => isTooLarge(entry(kilobytes * kilobyte)))).toEqual([
    false,
    true,
  ]);
});
