import { muteConditionNames } from "../../shared/config/mute-schema.ts";
import type { Mute } from "../../shared/delivery/mute.ts";
import { kebabCase } from "./kebab-case.ts";

/** What a mute asks for, on one line: `principal=*:role/scanner action=ec2:Describe*`. */
export function describeConditions(mute: Mute): string {
  return muteConditionNames
    .flatMap((name) => {
      const value = mute[name];
      return value === undefined ? [] : [`${kebabCase(name)}=${value}`];
    })
    .join(" ");
}
