import { readMembers } from "@otklik/features/accounts/index";
import { Hono } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { Member, pageOf } from "./shapes.ts";

export const members = new Hono<ApiEnv>().get(
  "/",
  describe("The people of this workspace, by name", { 200: pageOf(Member) }, [401, 403]),
  async (c) => c.json(await c.var.run(readMembers)),
);
