import { writeFile } from "node:fs/promises";
import { format } from "prettier";

import { buildBenignPage } from "../shared/delivery/benign/build-benign-page.ts";

const page = await format(buildBenignPage(), { parser: "markdown", printWidth: 100 });
await writeFile(new URL("benign.md", import.meta.url), page);
