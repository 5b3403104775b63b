/** The token under which the path of FFmpeg is found. */
export const FFMPEG_PATH = Symbol('ffmpeg-path');
