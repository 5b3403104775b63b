/** What a picture's time strip says. */
export interface TimeStrip {
  /** Mod 16. */
  cameraNumber: number;
  /** Tenths of a second since the epoch, mod 2^32. */
  tenths: number;
}

const CELL = 16;
const STRIP_BYTES = 640 * CELL;

/** Reads the strips of pictures that were cropped to 640x16 gray, at the middle of each cell. */
export function readTimeStrips(gray: Buffer): TimeStrip[] {
  const pictures = Math.floor(gray.length / STRIP_BYTES);
  return Array.from({ length: pictures }, (_, index) => readTimeStrip(gray.subarray(index * STRIP_BYTES)));
}

function readTimeStrip(gray: Buffer): TimeStrip {
  const middle = (cell: number) => gray.readUInt8((CELL / 2) * 640 + cell * CELL + CELL / 2);
  const bits = Array.from({ length: 40 }, (_, cell) => (middle(cell) > 127 ? '1' : '0')).join('');
  if (!bits.startsWith('1010')) throw new Error(`This is no time strip: ${bits}`);
  return { cameraNumber: Number.parseInt(bits.slice(4, 8), 2), tenths: Number.parseInt(bits.slice(8), 2) };
}

/** The strip that picture `n` of a video must have: it was taken `speed * n / 15` s after the start. */
export function expectedStrip(cameraNumber: number, startTime: string, speed = 1, n = 0): TimeStrip {
  const fifteenths = BigInt(Math.ceil((Date.parse(startTime) * 15) / 1000) + speed * n);
  return { cameraNumber: cameraNumber % 16, tenths: Number(((fifteenths * 2n) / 3n) % 2n ** 32n) };
}
