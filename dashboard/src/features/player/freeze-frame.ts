/** Keeps the last picture on screen while the stream behind it is exchanged: never a black flash. */
export type FreezeFrame = { readonly hold: (video: HTMLVideoElement) => void; readonly release: () => void };

export const freezeOn = (canvas: HTMLCanvasElement): FreezeFrame => ({
  hold: (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    canvas.hidden = false;
  },
  release: () => {
    canvas.hidden = true;
  },
});
