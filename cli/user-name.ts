import { userInfo } from "node:os";

/** Who is at the command line. In a container the user may have no name, only a number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
