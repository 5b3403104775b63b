import { fraction } from '../history/fraction.ts';
import { stripFilter } from './strip.ts';
import type { Take } from './take.ts';

/** What to draw. `name` is the camera's, from the catalogue and never from a request. */
export interface Picture {
  cameraNumber: number;
  name: string;
  take: Take;
}

/** What the road needs to know of it. */
interface RoadView {
  cameraNumber: number;
  take: Pick<Take, 'first' | 'step'>;
}

const walls = ['0x405868', '0x4a5a48', '0x5c4d42', '0x3f4a66', '0x574a60', '0x48605e'];
const vehicles = ['0xb03030', '0x2f6fb0', '0xc08a20', '0x2f8a58', '0x8a4fa8'];
const coats = ['0x206040', '0xd0c8b8', '0x1f2f6f', '0xa83c50'];

/** Arguments that name FFmpeg's inputs and the graph that draws pictures into `[out]`, 640x360. */
export function drawn(picture: Picture): string[] {
  return ['-filter_complex', `${road(picture)}[view];${finish(picture)}`];
}

/** The same scene without strip, clock and name, which are different in every picture. */
export const emptyRoad = (): string =>
  `${road({ cameraNumber: 0, take: { first: 0, step: 1 } })},pad=640:360:0:16`;

/** The same over the user's own footage, which comes as JPEG pictures on standard input. */
export function overFootage(picture: Picture): string[] {
  const input = ['-f', 'image2pipe', '-c:v', 'mjpeg', '-framerate', '15', '-i', 'pipe:0'];
  return [...input, '-filter_complex', `[0:v]scale=640:344,format=yuv420p[view];${finish(picture)}`];
}

/**
 * A road below a wall, with a vehicle and a walker whose places follow from the picture's number alone. It is reckoned
 * from `t`, because FFmpeg's overlay counts its `n` from one.
 */
function road({ cameraNumber, take: { first, step } }: RoadView): string {
  const pillar = 40 + Math.floor(fraction(31, cameraNumber) * 180);
  const number = `(${first}+${step}*round(15*t))`;
  const wall = [
    `color=c=${pick(walls, cameraNumber)}:s=640x344:r=15`,
    'drawbox=x=0:y=230:w=640:h=114:color=0x3a3a40:t=fill',
    'drawbox=x=0:y=226:w=640:h=4:color=0xd0b040:t=fill',
    `drawbox=x=${pillar}:y=60:w=26:h=166:color=0x26323c:t=fill`,
    `drawbox=x=${pillar + 320}:y=60:w=26:h=166:color=0x26323c:t=fill`,
  ];
  const vehicle = [
    `color=c=${pick(vehicles, cameraNumber)}:s=150x52:r=15`,
    ...[10, 50, 90].map((x) => `drawbox=x=${x}:y=8:w=30:h=16:color=0xc8e0f0:t=fill`),
  ];
  const walker = `color=c=${pick(coats, cameraNumber)}:s=16x44:r=15`;
  return [
    `${wall.join(',')}[wall]`,
    `${vehicle.join(',')}[vehicle]`,
    `${walker}[walker]`,
    `[wall][walker]overlay=x='640-mod(${number},656)':y=182[street]`,
    `[street][vehicle]overlay=x='mod(${number}*3+${cameraNumber * 97},790)-150':y=250`,
  ].join(';');
}

/**
 * Clock and camera name on the view, the strip above it. For the clock the pictures get timestamps that run as the
 * recording did, counted from a whole second (`%F %T` needs no colon); then they get back those of the film.
 */
function finish({ cameraNumber, name, take: { first, step, count } }: Picture): string {
  const earliest = Math.floor(Math.min(first, first + step * (count - 1)) / 15);
  const label = 'fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=6:x=12';
  const clock = `%{pts\\:gmtime\\:${earliest}\\:%F %T} UTC`;
  const view = [
    `settb=1/15,setpts=${first - earliest * 15}+${step}*N`,
    `drawtext=fontfile=DejaVuSansMono.ttf:fontsize=24:${label}:y=12:text='${clock}'`,
    `drawtext=fontfile=DejaVuSans.ttf:fontsize=18:${label}:y=308:text='${plain(name)}'`,
    'setpts=N',
    'format=yuv420p',
  ];
  return [
    `[view]${view.join(',')}[scene]`,
    `${stripFilter(cameraNumber, first, step)}[strip]`,
    '[strip][scene]vstack[out]',
  ].join(';');
}

/** Only what means nothing to FFmpeg's filter syntax. */
const plain = (text: string) => text.replace(/[^A-Za-z0-9 .-]/g, ' ');

function pick(from: readonly string[], cameraNumber: number): string {
  return from[cameraNumber % from.length] ?? 'gray';
}
