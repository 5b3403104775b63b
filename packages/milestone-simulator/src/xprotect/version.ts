import { z } from 'zod';

/** The releases of XProtect whose manners can be had (protocol reference §2.3, §2.8). */
export const XProtectVersion = z.enum(['2023R2', '2025R1', '2025R3'], { error: '2023R2, 2025R1 or 2025R3' });
export type XProtectVersion = z.infer<typeof XProtectVersion>;

/** What differs between releases in what this simulator speaks. */
export interface VersionProfile {
  /** `ProductVersion` of the service list and `server_version` of the discovery document. */
  productVersion: string;
  /** Fractions were texts until 2023 R2. */
  fractionsAreTexts: boolean;
  /** `ptzEnabled` is missing in 2023 R2. */
  tellsPtz: boolean;
  /** Events and states over a WebSocket came with 2023 R3. */
  hasEventsSocket: boolean;
  /** Recording, sequences and live pictures are tasks of a camera. */
  hasCameraTasks: boolean;
  /** Bookmarks over REST came with 2024 R2. */
  hasBookmarks: boolean;
}

export const versionProfiles: Record<XProtectVersion, VersionProfile> = {
  '2023R2': {
    productVersion: '23.2.1.1',
    fractionsAreTexts: true,
    tellsPtz: false,
    hasEventsSocket: false,
    hasCameraTasks: false,
    hasBookmarks: false,
  },
  '2025R1': {
    productVersion: '25.1.1804.0',
    fractionsAreTexts: false,
    tellsPtz: true,
    hasEventsSocket: true,
    hasCameraTasks: false,
    hasBookmarks: true,
  },
  '2025R3': {
    productVersion: '25.3.1.1',
    fractionsAreTexts: false,
    tellsPtz: true,
    hasEventsSocket: true,
    hasCameraTasks: true,
    hasBookmarks: true,
  },
};
