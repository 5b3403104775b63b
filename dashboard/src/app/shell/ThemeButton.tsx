import { Moon, Sun } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { setTheme, useTheme } from '../theme.ts';

export function ThemeButton() {
  const dark = useTheme(({ theme }) => theme === 'dark');
  return (
    <IconButton
      label={t(dark ? 'theme.toLight' : 'theme.toDark')}
      onClick={() => setTheme(dark ? 'light' : 'dark')}
    >
      {dark ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />}
    </IconButton>
  );
}
