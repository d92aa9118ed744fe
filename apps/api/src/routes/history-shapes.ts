import { historyKinds } from "@otklik/features/history/index";
import { z } from "zod";
import { id } from "./shapes.ts";

export const historyKind = z.enum(historyKinds);

/** Something that happened with a contact; what else stands there depends on its kind. */
export const HistoryEntry = z.looseObject({ kind: historyKind, id, at: z.iso.datetime() });
