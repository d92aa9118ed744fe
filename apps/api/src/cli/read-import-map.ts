import { readFile } from "node:fs/promises";
import type { ImportMap } from "@otklik/features/sources/index";
import { z } from "zod";
import { channel, id, key, name, timeZone } from "../routes/shapes.ts";
import { Survey } from "../routes/survey-shapes.ts";
import { Refusal } from "./refusal.ts";

const column = z.string().min(1);
const byKey = z.record(z.string().min(1).max(200), column);

const Columns = z.strictObject({
  occurredAt: column,
  answers: z
    .record(z.string().min(1), z.union([column, byKey]))
    .refine((answers) => Object.keys(answers).length > 0, "At least one question needs a column"),
  submissionId: column.optional(),
  externalId: column.optional(),
  email: column.optional(),
  phone: column.optional(),
  locale: column.optional(),
  attributes: byKey.optional(),
});

const Touchpoint = z.strictObject({
  key,
  name: name.optional(),
  stage: key.optional(),
  journey: key.optional(),
  channels: z.array(channel).min(1).max(8).optional(),
});

/** What map.json holds; docs/importing.md explains every field. */
const MapFile = z
  .strictObject({
    survey: z.union([id, z.strictObject({ create: Survey })]),
    touchpoint: z.union([key.transform((only) => ({ key: only })), Touchpoint]),
    channel,
    timeZone,
    columns: Columns,
    values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
    dimensions: z.array(key).max(10).optional(),
    delimiter: z
      .string()
      .length(1)
      .regex(/[^"\r\n]/)
      .default(","),
    encoding: z.string().refine(isEncoding, "An encoding like utf-8 or windows-1251 is expected").default("utf-8"),
  })
  .superRefine(({ columns, dimensions = [], values = {} }, ctx) => {
    const attributes = Object.keys(columns.attributes ?? {});
    dimensions.forEach((dimension, index) => {
      if (!attributes.includes(dimension))
        ctx.addIssue({
          code: "custom",
          path: ["dimensions", index],
          message: `No column is given for it: add "${dimension}" to columns.attributes`,
        });
    });
    for (const one of Object.keys(values)) {
      if (!attributes.includes(one) && !Object.hasOwn(columns.answers, one))
        ctx.addIssue({
          code: "custom",
          path: ["values", one],
          message: "Neither an attribute nor a question of columns has this name",
        });
    }
  });

export type MapFile = ImportMap & { delimiter: string; encoding: string };

/** Reads and checks map.json; every mistake is named with its place. */
export async function readImportMap(path: string): Promise<MapFile> {
  const result = MapFile.safeParse(parsed(path, await textOf(path)));
  if (result.success) return result.data;
  throw new Refusal(
    result.error.issues
      .flatMap(faultsOf)
      .map(({ place, detail }) => `${path}, /${place.join("/")}: ${detail}.`)
      .join("\n"),
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    throw new Refusal(`${path} cannot be read (${(error as { code?: string }).code ?? "unknown"}).`);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${path} is not readable JSON: ${(error as Error).message}`);
  }
}

type MapFault = { place: PropertyKey[]; detail: string };

/** Of alternatives, the one that was meant: it has got furthest. */
function faultsOf(issue: z.core.$ZodIssue): MapFault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((one) => ({ place: [...issue.path, one], detail: "This field is not known" }));
  if (issue.code !== "invalid_union" || issue.errors.length === 0)
    return [{ place: issue.path, detail: issue.message }];
  const depth = (issues: z.core.$ZodIssue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === "invalid_type" ? 0 : 1)));
  const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] as z.core.$ZodIssue[];
  return meant.flatMap(faultsOf).map(({ place, detail }) => ({ place: [...issue.path, ...place], detail }));
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}
