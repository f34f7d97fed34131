import { createServices } from "../services.ts";
import { createHandler } from "./create-handler.ts";

// Once per cold start.
export const handler = createHandler(createServices(process.env, "deliver-alerts"));
