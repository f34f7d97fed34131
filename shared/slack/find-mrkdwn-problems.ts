/** What Slack would show other than meant in a mrkdwn text: cut entities, live mentions, code that never ends. */
export function findMrkdwnProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (/&(?!(?:amp|lt|gt);)/.test(text)) problems.push("holds an ampersand that is no whole entity");
  const withoutLinks = text.replace(/<([^<>]*)>/g, (_, content: string) => {
    if (!isLink(content)) problems.push("holds a live mention or a link that is none");
    return "";
  });
  if (/[<>]/.test(withoutLinks)) problems.push("holds an angle bracket that is not escaped");
  const parts = text.split("```");
  if (parts.length % 2 === 0) problems.push("holds a code block that does not end");
  const spans = parts.filter((_, index) => index % 2 === 0).flatMap((part) => part.split("\n"));
  if (spans.some((line) => (line.match(/`/g) ?? []).length % 2 === 1)) {
    problems.push("holds a code span that does not end");
  }
  return problems;
}

function isLink(content: string): boolean {
  const [address = "", ...labels] = content.split("|");
  return labels.length <= 1 && /^(?:https?:\/\/|mailto:)\S+$/.test(address);
}
