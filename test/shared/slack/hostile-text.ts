import fc from "fast-check";
import { anyCharacter } from "../../support/any-character.ts";

/** What somebody might put into a session name, an object's key or a user agent. */
const hostilePieces = [
  "<!channel>",
  "<!here|x>",
  "<@U0123ABCD>",
  "<#C0123ABCD>",
  "<!subteam^S012>",
  "<https://evil.example|click>",
  "https://evil.example/x",
  "bob@evil.example",
  "@here",
  "#general",
  "```",
  "`",
  "*b*",
  "_i_",
  "~s~",
  ":tada:",
  "&amp;",
  "&lt",
  "&",
  "<",
  ">",
  "|",
  "\u202E",
  "\u200B",
  "\u2066",
  "\u0000",
  "\u001B[31m",
  "\r\n",
  "\n> quote",
  "\uD83D",
  "\uDE00",
  "👩‍👩‍👧",
  `e${"\u0301".repeat(20)}`,
  "'; rm -rf / #",
  "$(id)",
  "\\",
  '"',
  " ",
  "arn:aws:s3:::bucket/*",
  "x".repeat(500),
] as const;

/** Any Unicode, lone surrogates included, mixed with what Slack, a shell or a terminal would interpret. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: anyCharacter, maxLength: 8 })),
      {
        maxLength: 12,
      },
    )
    .map((pieces) => pieces.join("")),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .constantFrom("&", "<!channel>", "`", "😀", "\u202E", "a b ")
    .map((piece) => piece.repeat(3000)),
);
