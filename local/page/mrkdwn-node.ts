/** A piece of mrkdwn, read as Slack reads it. Its texts are what people see, entities decoded. */
export type MrkdwnNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly children: readonly MrkdwnNode[] }
  | { readonly kind: "quote"; readonly children: readonly MrkdwnNode[] }
  | { readonly kind: "code" | "preformatted"; readonly children: readonly MrkdwnNode[] }
  /** `url` is http or https, nothing else. */
  | { readonly kind: "link"; readonly url: string; readonly text: string }
  /** Somebody or everybody would be notified: `@here`, `@U012AB3CD`, `#general`. */
  | { readonly kind: "mention"; readonly text: string }
  | { readonly kind: "emoji"; readonly name: string; readonly character: string }
  | { readonly kind: "line-break" };
