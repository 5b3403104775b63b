import { create } from 'zustand';

type Theme = 'dark' | 'light';

const KEY = 'playhead.theme';

const remembered = (): Theme => (localStorage.getItem(KEY) === 'light' ? 'light' : 'dark');

/** Dark unless chosen otherwise: control rooms are. */
export const useTheme = create<{ theme: Theme }>(() => ({ theme: remembered() }));

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset.theme = theme;
  useTheme.setState({ theme });
}
