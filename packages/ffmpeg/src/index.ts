export { FfmpegMissingError, findFfmpeg } from './find-ffmpeg.ts';
