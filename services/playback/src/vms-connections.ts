import { type MilestoneConfig, toMilestoneConfig } from '@playhead/milestone';
import type { PlaybackConfig } from './config.ts';

/**
 * How the VMS is called: each stream and each export may hold a connection of its own, and `MILESTONE_MAX_CONNECTIONS` are left for
 * pictures and whatever else reads footage. So `PLAYBACK_MAX_CONCURRENT_STREAMS` is the limit that streams meet, with
 * its own answer, and none waits for a connection until its time is up.
 */
export const toVmsConfig = (config: PlaybackConfig): MilestoneConfig => {
  const vms = toMilestoneConfig(config);
  const { PLAYBACK_MAX_CONCURRENT_STREAMS: streams, PLAYBACK_MAX_EXPORTS: exports } = config;
  return { ...vms, maxVideoConnections: streams + exports + vms.maxConnections };
};
