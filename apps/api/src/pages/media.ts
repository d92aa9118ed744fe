import { respondent } from "@otklik/features/context";
import { readImage } from "@otklik/features/images/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { id } from "../routes/shapes.ts";
import { validate } from "../validate.ts";

/** Logos and pictures, for everybody who has a page that shows them. What is under an address never changes. */
export const media = new Hono<ApiEnv>().get(
  "/media/:workspace/:id",
  describe("A logo or a picture of survey pages", { 200: "image/png, image/jpeg or image/webp" }, [404]),
  validate("param", z.object({ workspace: id, id: z.string().regex(/^[\w-]{43}$/) })),
  async (c) => {
    const param = c.req.valid("param");
    const { type, data } = await c.var.runtime.house.inWorkspace(param.workspace, respondent, (ctx) =>
      readImage(ctx, param.id),
    );
    c.header("cache-control", "public, max-age=31536000, immutable");
    c.header("content-security-policy", "default-src 'none'; sandbox");
    c.header("cross-origin-resource-policy", "same-origin");
    return c.body(
      Uint8Array.from(atob(data), (one) => one.charCodeAt(0)),
      200,
      { "content-type": type },
    );
  },
);
