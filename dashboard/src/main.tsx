import './zod-without-eval.ts';
import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { setTheme, useTheme } from './app/theme.ts';
import { language } from './i18n/t.ts';

document.documentElement.lang = language.locale;
document.documentElement.dir = language.direction;
setTheme(useTheme.getState().theme);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root to draw into. index.html and this script do not match.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
