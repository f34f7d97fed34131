import fc from "fast-check";

/** Half surrogate pairs are no characters. */
const [firstHalf, halves] = [0xd800, 0x800];

/**
 * Any code point but half a surrogate pair, of each length in UTF-8 about as often: what fast-check calls "binary",
 * which takes seconds to prepare in every file that uses it.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.oneof(
  codePoint(0, 0x7f),
  codePoint(0x80, 0x7ff),
  fc.integer({ min: 0x800, max: 0xffff - halves }).map((code) => {
    return String.fromCodePoint(code < firstHalf ? code : code + halves);
  }),
  codePoint(0x10000, 0x10ffff),
);

function codePoint(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
}
