/** The token under which the features get the service's configuration. */
export const RECORDING_CONFIG = Symbol('recording-config');
