import type { KnownBlock } from "@slack/types";
import type { Advice } from "../../remediation/advice.ts";
import { codeBlock } from "../code-block.ts";
import { sectionBlock } from "./section-block.ts";

/** The first statement and the first command of all hints, where they can be shown exactly. */
export function pasteBlocks({ hints }: Advice): readonly KnownBlock[] {
  const policy = hints.find((hint) => hint.policy !== null)?.policy ?? null;
  const command = hints.find((hint) => hint.command !== null)?.command ?? null;
  const statement = policy === null ? null : codeBlock(JSON.stringify(policy, null, 2));
  const line = command === null ? null : codeBlock(command);
  return [
    ...(statement === null
      ? []
      : [
          sectionBlock(`*If the access is wanted, this allows it and nothing else:*\n${statement}`),
        ]),
    ...(line === null ? [] : [sectionBlock(`*To look closer, run:*\n${line}`)]),
  ];
}
