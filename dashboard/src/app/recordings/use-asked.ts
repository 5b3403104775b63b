import { useState } from 'react';
import { leaveFullscreen } from '../../features/player/FullscreenButton.tsx';

/** Which of its dialogs a page has open. They stand over the whole page, so they end the player's full screen. */
export function useAsked<Question extends string>() {
  const [asked, setAsked] = useState<Question>();
  const ask = (question: Question) => {
    leaveFullscreen();
    setAsked(question);
  };
  return { asked, ask, answered: () => setAsked(undefined) };
}
