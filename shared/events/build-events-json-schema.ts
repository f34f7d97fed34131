import { z } from "zod";
import { eventDetailSchemas } from "./event-schema.ts";
import { eventSource } from "./event-source.ts";

/** The JSON Schema of what subscribers get: EventBridge's envelope with each detail-type and its detail. */
export function buildEventsJsonSchema(): object {
  const oneOf = Object.entries(eventDetailSchemas).map(([detailType, schema]) => {
    const { description, ...detail } = z.toJSONSchema(schema, {
      // A subscriber that validates must not break when a field is added.
      override: ({ jsonSchema }) => {
        delete jsonSchema.additionalProperties;
      },
    });
    delete detail.$schema;
    return {
      title: detailType,
      ...(description === undefined ? {} : { description }),
      type: "object",
      properties: {
        source: { const: eventSource },
        "detail-type": { const: detailType },
        detail,
      },
      required: ["source", "detail-type", "detail"],
    };
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Denywatch events",
    description: "What Denywatch puts on an EventBridge bus.",
    oneOf,
  };
}
