import { createKey, readKeys, revokeKey } from "@otklik/features/accounts/index";
import { readCursor } from "@otklik/features/page";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { cursorQuery, id, idParam, name, pageOf } from "./shapes.ts";

const scopes = z.array(z.enum(["read", "write", "admin"])).max(3);
const kind = z.enum(["secret", "publishable"]);
const NewKey = z.strictObject({
  name: name.describe("What it is for"),
  kind,
  scopes: scopes.min(1).optional().describe("Of a secret key; read and write unless said"),
  isTest: z.boolean().default(false).describe("What comes through it is in no score"),
});
const Key = z
  .object({
    id,
    name: z.string().nullable(),
    kind,
    scopes,
    last4: z.string(),
    isTest: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Key" });

export const keys = new Hono<ApiEnv>()
  .get(
    "/",
    describe("The keys that open this workspace, newest first", { 200: pageOf(Key) }, refusals.list),
    validate("query", z.object(cursorQuery)),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readKeys(ctx, { limit, after: readCursor(cursor) })));
    },
  )
  .post(
    "/",
    describe("Make a key; it is shown this once", { 201: Key.extend({ key: z.string() }) }, refusals.write),
    validate("json", NewKey),
    async (c) => c.json(await c.var.run((ctx) => createKey(ctx, c.req.valid("json"))), 201),
  )
  .delete(
    "/:id",
    describe("Revoke a key: within two seconds it opens nothing", { 204: "Revoked" }, refusals.read),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => revokeKey(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
