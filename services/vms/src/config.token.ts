/** The token under which the features get the service's configuration. */
export const VMS_CONFIG = Symbol('vms-config');
