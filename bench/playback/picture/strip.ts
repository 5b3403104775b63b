declare global {
  interface Window {
    readStrip(video: HTMLVideoElement): number;
  }
}

/**
 * Runs in the page: leaves `readStrip` behind, which tells by the time strip (design §7) when the picture that a video
 * shows was recorded: ms since 1970, to a tenth of a second; NaN where there is none.
 */
export function installStripReader(): void {
  const [CELL, CELLS] = [16, 40];
  const wrap = 2 ** 32 * 100;
  const canvas = new OffscreenCanvas(CELL * CELLS, 1).getContext('2d', { willReadFrequently: true });

  window.readStrip = (video) => {
    if (canvas === null) throw new Error('There is no canvas.');
    canvas.clearRect(0, 0, CELL * CELLS, 1);
    canvas.drawImage(video, 0, CELL / 2, CELL * CELLS, 1, 0, 0, CELL * CELLS, 1);
    const { data } = canvas.getImageData(0, 0, CELL * CELLS, 1);
    let bits = '';
    for (let cell = 0; cell < CELLS; cell += 1)
      bits += (data[(cell * CELL + CELL / 2) * 4] ?? 0) > 127 ? '1' : '0';
    if (!bits.startsWith('1010')) return Number.NaN;
    const ms = Number.parseInt(bits.slice(8), 2) * 100;
    return ms + Math.floor((Date.now() - ms) / wrap) * wrap;
  };
}
