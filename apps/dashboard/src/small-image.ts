/** What the API takes for a logo, bytes. */
const mostBytes = 4_096;
/** CSS pixels on the page; drawn twice as large for sharp screens. */
const heights = [32, 28, 24, 20];
const widest = 320;

export type SmallLogo = { data: string; width: number; height: number };

/** The picture of a file, drawn smaller until it fits into what every first view of a page may weigh; null: it never does. */
export async function smallLogo(file: Blob): Promise<SmallLogo | null> {
  const picture = await createImageBitmap(file);
  for (const tall of heights) {
    const scale = Math.min(tall / picture.height, widest / picture.width);
    const [width, height] = [picture.width * scale, picture.height * scale].map((side) =>
      Math.max(1, Math.round(side)),
    );
    if (!width || !height) continue;
    const data = await drawn(picture, width * 2, height * 2, mostBytes);
    if (data) return { data, width, height };
  }
  return null;
}

/** What the API takes for a picture, bytes; and sides of which the first that fits is taken: a page shows 240 × 180. */
const mostOfPicture = 120_000;
const sides = [720, 480, 320];

/** The picture of a file in Base64, drawn smaller where a page needs no more of it; null: it never fits. */
export async function smallPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file);
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width * scale, picture.height * scale].map((one) => Math.max(1, Math.round(one)));
    const data = width && height ? await drawn(picture, width, height, mostOfPicture) : null;
    if (data) return data;
  }
  return null;
}

async function drawn(picture: ImageBitmap, width: number, height: number, most: number): Promise<string | null> {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  for (const quality of [0.92, 0.8, 0.65, 0.5]) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", quality));
    if (blob && blob.size <= most) return base64Of(blob);
  }
  return null;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
