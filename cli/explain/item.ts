/** What one position of an input came to, as it travels from where it is explained to where it is printed. */
export type Item =
  /** `text` is as it is printed, but for its number. */
  | { readonly kind: "denial"; readonly position: number; readonly text: string }
  /** A record that is no denial; only where these were asked for. */
  | { readonly kind: "other"; readonly position: number }
  /** `place` is "logs/a.json.gz:17" or just the input's name. */
  | { readonly kind: "problem"; readonly place: string; readonly reason: string };

export interface ExplainSettings {
  readonly json: boolean;
  /** Records that are no denial become items as well. */
  readonly all: boolean;
  /** Characters in a line, for people. */
  readonly width: number;
  readonly colour: boolean;
}
