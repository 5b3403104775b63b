import { create } from 'zustand';

export type DisplayChoice = 'theme' | 'density' | 'zone' | 'digits';

type DisplayMenuState = {
  readonly open: boolean;
  /** What was chosen last: where the focus is when the page has been drawn anew. */
  readonly chosen: DisplayChoice | undefined;
};

/** Some choices have all of the page drawn anew: the menu is then as it was, until it is closed. */
export const useDisplayMenu = create<DisplayMenuState>(() => ({ open: false, chosen: undefined }));

export const openDisplayMenu = (open: boolean): void => useDisplayMenu.setState({ open, chosen: undefined });

export const keepChosen = (chosen: DisplayChoice): void => useDisplayMenu.setState({ chosen });
