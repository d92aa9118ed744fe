import { correction, generate } from "lean-qr";
import { toPngBuffer } from "lean-qr/extras/node_export";
import { toSvgSource } from "lean-qr/extras/svg";

// A quarter of it may be dirty or torn and it still reads: it hangs on walls and lies on tables.
const codeOf = (text: string) => generate(text, { minCorrectionLevel: correction.Q });
/** White around the code, in modules: what readers need to find it. */
const quiet = 4;

/** A QR code of a link as a picture of about this many pixels a side; modules are whole pixels. */
export function qrPng(text: string, size: number): Uint8Array<ArrayBuffer> {
  const code = codeOf(text);
  const scale = Math.max(1, Math.floor(size / (code.size + 2 * quiet)));
  return new Uint8Array(toPngBuffer(code, { on: [0, 0, 0], off: [255, 255, 255], pad: quiet, scale }));
}

/** The same as a drawing, sharp at any size. */
export function qrSvg(text: string, size: number): string {
  return toSvgSource(codeOf(text), {
    on: "#000",
    off: "#fff",
    pad: quiet,
    width: size,
    height: size,
    xmlDeclaration: true,
  });
}
