import { crc32, deflateSync } from "node:zlib";
import { seeded } from "../bench/shifts/random.ts";

/** A grey PNG that no compression makes smaller, the same in each run. */
export function noisePicture(width: number, height: number): Buffer {
  const random = seeded(1, 0, 0);
  const pixels = Buffer.from(
    Array.from({ length: height * (width + 1) }, (_, at) => (at % (width + 1) === 0 ? 0 : Math.floor(256 * random()))),
  );
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
