import type { SectionBlock } from "@slack/types";
import { mrkdwnElement } from "./mrkdwn-element.ts";

/** A label and its finished mrkdwn, at most 1,950 characters. */
export interface Field {
  readonly label: string;
  readonly value: string;
}

/** Up to 10 labelled values in two columns; one column on a phone. */
export function fieldsBlock(fields: readonly Field[]): SectionBlock {
  return {
    type: "section",
    fields: fields.map(({ label, value }) => mrkdwnElement(`*${label}*\n${value}`)),
  };
}
