/**
 * Whether a glob matches everything, or every ARN: apart from wildcards and punctuation it says nothing. `*`, `??*`,
 * `*:*`, `arn:*` and `arn:aws:*` do; `arn:aws:iam::*` does not.
 */
export function isCatchAllGlob(glob: string): boolean {
  return !/[\p{L}\p{N}]/u.test(glob.replace(/^arn:[^:]*/, ""));
}
