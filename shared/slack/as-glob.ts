/** Globs have no escape: a name's own star matches one character instead of any number. */
export function asGlob(name: string): string {
  return name.replaceAll("*", "?");
}
