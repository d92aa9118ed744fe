import { customerTemplates } from "./customers.ts";
import type { Template } from "./draft-of.ts";
import { placeTemplates } from "./places.ts";
import { serviceTemplates } from "./service.ts";

/** Surveys to begin with: our standard wording in nine languages, everything else in English and Russian. */
export const templates: readonly Template[] = [...customerTemplates, ...serviceTemplates, ...placeTemplates];
