/** The token under which the features get the service's configuration. */
export const PLAYBACK_CONFIG = Symbol('playback-config');
