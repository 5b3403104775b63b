/** Every speed that `/video` can be asked for; backwards where negative (plan §2.5). */
export const videoSpeeds = [-8, -4, -2, -1, 1, 2, 4, 8] as const;
export type VideoSpeed = (typeof videoSpeeds)[number];

export const isVideoSpeed = (value: number): value is VideoSpeed =>
  videoSpeeds.some((speed) => speed === value);
