import type { Browser, BrowserContext } from '@playwright/test';

/** What the browser reported as an error or a warning, on any page of any context: also of those a test opens itself. */
export function watchErrors(browser: Browser): { readonly errors: readonly string[]; stop(): void } {
  const errors: string[] = [];
  const watch = (context: BrowserContext) => {
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        errors.push(`${message.type()}: ${message.text()} ${message.location().url}`);
    });
    context.on('weberror', (error) => errors.push(`page: ${error.error().message}`));
    context.on('response', (response) => {
      if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`);
    });
  };
  for (const context of browser.contexts()) watch(context);
  browser.on('context', watch);
  return { errors, stop: () => browser.off('context', watch) };
}
