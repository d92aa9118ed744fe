import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { countImages, findImage, type ImageRow, insertImage, knownImages } from "./store.ts";

export type ImageType = ImageRow["type"];
export type ImageView = { id: string; url: string; width: number; height: number };

const mostImages = 1000;

/** Where an image of a workspace is shown to everybody. */
export const mediaPath = (workspaceId: string, id: string) => `/media/${workspaceId}/${id}`;

/** Keeps an image that was looked into already: what it is and how large. The same again is the same. */
export async function addImage(
  ctx: Context,
  { type, data, width, height }: { type: ImageType; data: string; width: number; height: number },
): Promise<ImageView> {
  const id = ctx.ports.crypto.digest(`${type} ${data}`);
  if (!(await findImage(ctx, id))) {
    if ((await countImages(ctx)) >= mostImages)
      throw new Problem("conflict", "images.too-many", `A workspace keeps ${mostImages} images at most.`);
    await insertImage(ctx, { id, type, data, width, height, createdAt: ctx.ports.now() });
  }
  return { id, url: mediaPath(ctx.workspaceId, id), width, height };
}

export async function readImage(
  ctx: Context,
  id: string,
): Promise<{ type: ImageType; data: string; width: number; height: number }> {
  const image = await findImage(ctx, id);
  if (!image) throw new Problem("not-found", "image.not-found", "No image of this id.");
  return image;
}

/** Of these ids, those that are no image of this workspace. */
export async function missingImages(ctx: Context, ids: string[]): Promise<Set<string>> {
  const known = await knownImages(ctx, ids);
  return new Set(ids.filter((id) => !known.has(id)));
}
