/**
 * Calls `onFrame` with the media time (seconds) of each picture that comes on screen, until stopped. Where the
 * browser can't tell of pictures, the time of the element is read with each repaint.
 */
export function startFrameLoop(video: HTMLVideoElement, onFrame: (mediaTime: number) => void): () => void {
  let handle = 0;
  if (typeof video.requestVideoFrameCallback !== 'function') {
    const repaint = () => {
      onFrame(video.currentTime);
      handle = requestAnimationFrame(repaint);
    };
    handle = requestAnimationFrame(repaint);
    return () => cancelAnimationFrame(handle);
  }
  const picture: VideoFrameRequestCallback = (_, { mediaTime }) => {
    onFrame(mediaTime);
    handle = video.requestVideoFrameCallback(picture);
  };
  handle = video.requestVideoFrameCallback(picture);
  return () => video.cancelVideoFrameCallback(handle);
}
