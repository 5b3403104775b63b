type FakeState = {
  readyState: number;
  refused: Error | undefined;
  plays: number;
  pauses: number;
  time: number;
};

/** A video element that does what the test says. */
export function fakeVideo() {
  const video = document.createElement('video');
  const state: FakeState = { readyState: 0, refused: undefined, plays: 0, pauses: 0, time: 0 };
  Object.defineProperties(video, {
    readyState: { get: () => state.readyState },
    seeking: { get: () => false },
    currentTime: {
      get: () => state.time,
      set: (time: number) => {
        state.time = time;
      },
    },
    play: {
      value: () => {
        state.plays += 1;
        return state.refused ? Promise.reject(state.refused) : Promise.resolve();
      },
    },
    pause: {
      value: () => {
        state.pauses += 1;
      },
    },
  });
  let frame: ((mediaTime: number) => void) | undefined;
  video.requestVideoFrameCallback = (callback) => {
    frame = (mediaTime) =>
      callback(0, {
        mediaTime,
        presentationTime: 0,
        expectedDisplayTime: 0,
        width: 1,
        height: 1,
        presentedFrames: 1,
      });
    return 1;
  };
  video.cancelVideoFrameCallback = () => {
    frame = undefined;
  };
  return {
    video,
    state,
    /** A picture of that media time comes on screen. */
    picture: (mediaTime: number) => {
      state.time = mediaTime;
      frame?.(mediaTime);
    },
    say: (type: string) => video.dispatchEvent(new Event(type)),
    /** What was asked for is decoded. */
    shows: () => {
      state.readyState = 4;
      video.dispatchEvent(new Event('canplay'));
    },
  };
}
