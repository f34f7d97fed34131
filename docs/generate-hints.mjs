import { writeFile } from "node:fs/promises";

import { buildHintsPage } from "../shared/remediation/build-hints-page.ts";

await writeFile(new URL("hints.md", import.meta.url), buildHintsPage());
