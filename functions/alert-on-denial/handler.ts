import { createHandler } from "./create-handler.ts";
import { createServices } from "../services.ts";

// Once per cold start.
export const handler = createHandler(createServices(process.env, "alert-on-denial"));
