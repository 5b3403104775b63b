/** Pictures per second of everything the simulator sends. */
export const PICTURE_RATE = 15;

/**
 * Every picture has a number: how many fifteenths of a second after the epoch it was taken. Whole numbers keep hours of
 * video free of drift, and a whole second always starts a key picture.
 */
export const pictureAt = (epochMs: number): number => Math.floor((epochMs * PICTURE_RATE) / 1000);

/** The first picture that is not taken before the instant. */
export const pictureFrom = (epochMs: number): number => Math.ceil((epochMs * PICTURE_RATE) / 1000);

/** When a picture was taken: epoch ms, rounded down. */
export const timeOfPicture = (picture: number): number => Math.floor((picture * 1000) / PICTURE_RATE);
