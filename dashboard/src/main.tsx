import './zod-without-eval.ts';
import '@fontsource-variable/inter';
import '@fontsource-variable/noto-sans-arabic';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyAppearance } from './app/appearance.ts';
import { restoreLanguage } from './i18n/language.ts';

applyAppearance();
await restoreLanguage();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root to draw into. index.html and this script do not match.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
