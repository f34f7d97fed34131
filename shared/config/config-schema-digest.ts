/**
 * Of the schema that this version checks configs by, its defaults included: a test holds it true. A config that was
 * checked by it needs no check where it is read.
 */
export const configSchemaDigest = "84e1fc037224";
