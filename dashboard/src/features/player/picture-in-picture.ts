/** Whether the browser can show a video in a window of its own. */
export const canPictureInPicture = (): boolean => document.pictureInPictureEnabled === true;

/** Opens the small window with this video, or closes it. */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (document.pictureInPictureElement) await document.exitPictureInPicture();
  else await video.requestPictureInPicture();
}

/** Where the small window shows the video that went behind, it goes on with the one that came forward. */
export function keepInPicture(before: HTMLVideoElement, now: HTMLVideoElement): void {
  if (document.pictureInPictureElement !== before) return;
  now.requestPictureInPicture().catch(() => document.exitPictureInPicture());
}
