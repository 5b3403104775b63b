import {
  createMilestoneClient,
  type MilestoneClient,
  RefusedError,
  toMilestoneConfig,
} from '@playhead/milestone';
import { MILESTONE, type ServiceDefinition } from '@playhead/service-kit';
import type { PlaybackConfig } from '../config.ts';
import { playbackService } from '../playback.module.ts';

/** A VMS that sends forwards at normal speed and nothing else, as many do. */
function forwardOnly(client: MilestoneClient): MilestoneClient {
  const limits: Pick<MilestoneClient, 'capabilities' | 'getVideoStream'> = {
    capabilities: async (options) => ({
      ...(await client.capabilities(options)),
      reverseVideo: false,
      serverSideSpeed: false,
      speeds: [1],
    }),
    getVideoStream: async (request, options) => {
      if (request.speed !== 1) throw new RefusedError(400, `This VMS has no speed ${request.speed}.`);
      return client.getVideoStream(request, options);
    },
  };
  return Object.assign(Object.create(client), limits);
}

/** The playback service over such a VMS. */
export const forwardOnlyPlayback: ServiceDefinition<PlaybackConfig> = {
  ...playbackService,
  module: (context) => {
    const { providers = [], ...module } = playbackService.module(context);
    const client = createMilestoneClient(toMilestoneConfig(context.config));
    return { ...module, providers: [...providers, { provide: MILESTONE, useValue: forwardOnly(client) }] };
  },
};
