import { create } from 'zustand';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** `dense` is for control rooms: smaller rows, more on one screen. */
export const densities = ['comfortable', 'dense'] as const;
export type Density = (typeof densities)[number];

const THEME_KEY = 'playhead.theme';
const DENSITY_KEY = 'playhead.density';

const remembered = <Value extends string>(key: string, values: readonly Value[], otherwise: Value): Value =>
  values.find((value) => value === localStorage.getItem(key)) ?? otherwise;

type Appearance = { readonly theme: Theme; readonly density: Density };

/** Dark unless chosen otherwise: control rooms are. Kept per browser. */
export const useAppearance = create<Appearance>(() => ({
  theme: remembered(THEME_KEY, themes, 'dark'),
  density: remembered(DENSITY_KEY, densities, 'comfortable'),
}));

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(THEME_KEY, theme);
  useAppearance.setState({ theme });
  applyAppearance();
}

export function chooseDensity(density: Density): void {
  localStorage.setItem(DENSITY_KEY, density);
  useAppearance.setState({ density });
  applyAppearance();
}

/** Puts the choices where the tokens look for them. */
export function applyAppearance(): void {
  const { theme, density } = useAppearance.getState();
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
}
