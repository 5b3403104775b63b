/** The token under which the features get the service's configuration. */
export const CONSOLE_CONFIG = Symbol('console-config');
