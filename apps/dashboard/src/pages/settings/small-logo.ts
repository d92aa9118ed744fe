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
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    canvas.getContext("2d")?.drawImage(picture, 0, 0, width * 2, height * 2);
    for (const quality of [0.92, 0.8, 0.65, 0.5]) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", quality));
      if (blob && blob.size <= mostBytes) return { data: await base64Of(blob), width, height };
    }
  }
  return null;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
