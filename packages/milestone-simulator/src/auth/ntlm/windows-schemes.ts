/** By which names a server may offer NTLM, in the order in which IIS does. */
export const windowsSchemes = ['Negotiate', 'NTLM'] as const;
export type WindowsScheme = (typeof windowsSchemes)[number];
