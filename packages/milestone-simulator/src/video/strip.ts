/** Turns picture `N` into the tenths of a second of its time, as an expression of FFmpeg; whole numbers throughout. */
const tenths = (first: number, step: number) => `floor(2*(${first}+${step}*N)/3)`;

/**
 * The time strip as an FFmpeg filter chain: 640x16, one picture of it for each of the video (design: "the time strip").
 * Each pixel of a row of 40 is one cell, drawn by arithmetic on its column, then enlarged.
 */
export function stripFilter(cameraNumber: number, first: number, step: number): string {
  const marker = '1-mod(X,2)';
  const camera = `mod(floor(${cameraNumber % 16}/pow(2,7-X)),2)`;
  const time = `mod(floor(mod(${tenths(first, step)},4294967296)/pow(2,39-X)),2)`;
  return [
    'color=c=black:s=40x1:r=15',
    'format=gray',
    `geq=lum='255*if(lt(X,4),${marker},if(lt(X,8),${camera},${time}))'`,
    'scale=640:16:flags=neighbor',
    'format=yuv420p',
  ].join(',');
}
