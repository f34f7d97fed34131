import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock } from "../../../shared/slack/code-block.ts";
import { codeSpan } from "../../../shared/slack/code-span.ts";
import { findMrkdwnProblems } from "../../../shared/slack/find-mrkdwn-problems.ts";
import { formatProse } from "../../../shared/slack/format-prose.ts";
import { isLinkable, mrkdwnLink } from "../../../shared/slack/mrkdwn-link.ts";
import { plainMrkdwn } from "../../../shared/slack/plain-mrkdwn.ts";
import { showInvisible } from "../../../shared/slack/show-invisible.ts";
import { truncateText } from "../../../shared/slack/truncate-text.ts";
import { hostileText } from "./hostile-text.ts";

describe("showInvisible()", () => {
  test.each([
    ["a right-to-left override", "a\u202Eb", "a[U+202E]b"],
    ["a zero-width space", "a\u200Bb", "a[U+200B]b"],
    ["a tag character", "a\u{E0041}b", "a[U+E0041]b"],
    ["a control character", "a\u0007b\u001B[31m", "a[U+0007]b[U+001B][31m"],
    ["a soft hyphen", "pass\u00ADword", "pass[U+00AD]word"],
    ["a Hangul filler", "a\u3164b", "a[U+3164]b"],
    ["line breaks", "a\r\nb\tc", "a b c"],
    ["a lone surrogate", "a\uD83Db", "a\uFFFDb"],
    ["stacked marks", `a${"\u0301".repeat(50)}`, "a\u0301\u0301\u0301\u0301"],
    ["letters of any script", "Ünïcödé 名前 שם 😀", "Ünïcödé 名前 שם 😀"],
  ])("shows %s", (_, text, expected) => {
    expect(showInvisible(text)).toBe(expected);
  });
});

describe("truncateText()", () => {
  test.each([
    ["what fits stays", "abc", 3, "abc"],
    ["a cut ends with an ellipsis", "abcdef", 4, "abc…"],
    ["a surrogate pair stays whole", "ab😀cd", 4, "ab…"],
    ["a grapheme stays whole", "ae\u0301e\u0301e\u0301", 4, "ae\u0301…"],
    ["a family stays whole", "a👩‍👩‍👧b", 6, "a…"],
  ])("%s", (_, text, length, expected) => {
    expect(truncateText(text, length)).toBe(expected);
  });

  test("counts what the renderer makes of it", () => {
    const double = (text: string): string => text.replace(/x/g, "xx");
    expect(truncateText("xxxx", 7, double)).toBe("xxx…");
    expect(truncateText("xxxx", 8, double)).toBe("xxxx");
  });
});

describe("codeSpan()", () => {
  test.each([
    ["a channel mention", "<!channel>", "`&lt;!channel&gt;`"],
    ["a user mention", "<@U123|bob>", "`&lt;@U123|bob&gt;`"],
    ["a link", "<https://evil.example|AWS>", "`&lt;https://evil.example|AWS&gt;`"],
    ["an entity", "&lt;!here&gt;", "`&amp;lt;!here&amp;gt;`"],
    ["backticks that break out", "a` <!here> `b", "`aˋ &lt;!here&gt; ˋb`"],
    ["nothing", "", "`(empty)`"],
    ["blanks", " \n ", "`(empty)`"],
  ])("shows %s as text", (_, text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  test("cuts before an entity, never in it", () => {
    expect(codeSpan("ab&&&&", 12)).toBe("`ab&amp;…`");
  });
});

describe("codeBlock()", () => {
  test("escapes, and keeps lines", () => {
    expect(codeBlock('{\n "a": "<&>"\n}')).toBe('```{\n "a": "&lt;&amp;&gt;"\n}```');
  });
  test.each([
    ["a backtick", "echo `id`"],
    ["a zero width", "echo a\u200Bb"],
    ["a secret", ["aws configure set x AKIA", "QWERTYUIOPAS", "DFGH"].join("")],
    ["too much", "x".repeat(3000)],
    ["nothing", " "],
  ])("is null for %s", (_, text) => {
    expect(codeBlock(text)).toBeNull();
  });
});

describe("formatProse()", () => {
  test.each([
    [
      "ARNs and actions become code",
      "Add s3:PutObject on arn:aws:s3:::b/*, then retry.",
      "Add `s3:PutObject` on `arn:aws:s3:::b/*`, then retry.",
    ],
    [
      "known names become code",
      'Open "Deploy", Deploy\'s policy.',
      'Open "`Deploy`", `Deploy`\'s policy.',
    ],
    ["formatting becomes code", "*bold* _it_ ~no~", "`*bold*` `_it_` `~no~`"],
    ["an emoji becomes code", "so :tada: and (:tada:)", "so `:tada`: and (`:tada`:)"],
    ["mentions become code", "hi @here <!here> #general", "hi `@here` `&lt;!here&gt;` `#general`"],
    [
      "bare addresses become code",
      "see https://evil.example/a or evil.example",
      "see `https://evil.example/a` or `evil.example`",
    ],
    ["mail addresses become code", "(ask bob@corp.example)", "(ask `bob@corp.example`)"],
    ["flags become code", "use --profile x", "use `--profile` x"],
    ["words stay words", "Ask R&D, e.g. at 3, “now”.", "Ask R&amp;D, e.g. at 3, “now”."],
  ])("%s", (_, text, expected) => {
    expect(formatProse(text, 500, new Set(["Deploy"]))).toBe(expected);
  });

  test("ends a cut at a word", () => {
    expect(formatProse("one two three four", 12)).toBe("one two …");
  });
});

describe("plainMrkdwn()", () => {
  test.each([
    ["formatting", "*b* _i_ ~s~ `c` my_name", "∗b∗ ＿i＿ ∼s∼ ˋcˋ my_name"],
    ["an emoji", "arn:aws:iam::1", "arn꞉aws꞉iam::1"],
    ["no action", "may not s3:PutObject: no", "may not s3:PutObject: no"],
    ["mentions", "@here @channel <!here>", "＠here ＠channel &lt;!here&gt;"],
    ["an address", "https://evil.example", "https꞉//evil.example"],
  ])("defuses %s", (_, text, expected) => {
    expect(plainMrkdwn(text)).toBe(expected);
  });
});

describe("mrkdwnLink()", () => {
  test.each([
    "https://eu-west-1.console.aws.amazon.com/iam/home",
    "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/abc",
    "https://s3.console.aws.amazon.com/s3/buckets/x",
    "https://us-gov-west-1.console.amazonaws-us-gov.com/",
    "https://cn-north-1.console.amazonaws.cn/x",
    "https://eusc-de-east-1.console.amazonaws-eusc.eu/x",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html",
  ])("links %s", (url) => {
    expect(mrkdwnLink("a", url)).toBe(`<${url}|a>`);
  });

  test.each([
    "http://console.aws.amazon.com/",
    "https://console.aws.amazon.com.evil.example/",
    "https://evilconsole.aws.amazon.com.example/",
    "https://evil.example/console.aws.amazon.com",
    "https://console.aws.amazon.com@evil.example/",
    "https://user@console.aws.amazon.com/",
    "https://console.aws.amazon.com:8443/",
    "https://evil.s3.amazonaws.com/",
    "javascript:alert(1)",
    "",
  ])("does not link %s", (url) => {
    expect(mrkdwnLink("label", url)).toBe("label");
  });

  test("encodes what would end the link", () => {
    expect(mrkdwnLink("a|b>c", "https://docs.aws.amazon.com/a?x=1&y=|#>`")).toBe(
      "<https://docs.aws.amazon.com/a?x=1&amp;y=%7C#%3E%60|a/b&gt;c>",
    );
  });
});

describe("any text", () => {
  const lengths = fc.integer({ min: 20, max: 400 });
  const renderers = [
    ["codeSpan", codeSpan],
    ["plainMrkdwn", plainMrkdwn],
    ["formatProse", formatProse],
  ] as const;
  test.each(renderers)(
    "%s() keeps its length, cuts nothing, and lets nothing live",
    (_, render) => {
      fc.assert(
        fc.property(hostileText, lengths, (text, length) => {
          const result = render(text, length);
          expect(result.length).toBeLessThanOrEqual(length);
          expect(result.isWellFormed()).toBe(true);
          expect(findMrkdwnProblems(result)).toEqual([]);
          expect(result).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(result.replace(/`[^`]*`/g, "")).not.toMatch(/:\/\/|:[a-z0-9_+-]+:|@here|[<>*~]/);
        }),
        { numRuns: 400 },
      );
    },
  );

  test("a link's address is one of AWS's, whatever it was made of", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (label, path) => {
        const result = mrkdwnLink(label, `https://console.aws.amazon.com${path}`);
        expect(findMrkdwnProblems(result)).toEqual([]);
        for (const [, url = ""] of result.matchAll(/<([^|]*)\|/g))
          expect(isLinkable(url)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
