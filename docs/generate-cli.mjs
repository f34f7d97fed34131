import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";

import { buildCliPage } from "../cli/build-cli-page.ts";

const file = new URL("cli.md", import.meta.url);
const page = await buildCliPage(await readFile(file, "utf8"));
await writeFile(file, await format(page, { parser: "markdown", printWidth: 100 }));
