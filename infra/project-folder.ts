import { dirname } from "node:path";

/** The checkout, as an absolute path: bundling must not depend on where it is started from. */
export const projectFolder = dirname(import.meta.dirname);
