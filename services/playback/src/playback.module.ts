import { type DynamicModule, Module } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { findFfmpeg } from '@playhead/ffmpeg';
import { MilestoneModule, type ServiceContext, type ServiceDefinition } from '@playhead/service-kit';
import { BookmarksController } from './bookmarks/bookmarks.controller.ts';
import { BookmarksRepository } from './bookmarks/bookmarks.repository.ts';
import { BookmarksService } from './bookmarks/bookmarks.service.ts';
import { MarksRepository } from './bookmarks/marks.repository.ts';
import { CamerasRepository } from './cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from './config.token.ts';
import type { PlaybackConfig } from './config.ts';
import { ControlController } from './control/control.controller.ts';
import { ControlService } from './control/control.service.ts';
import { FollowedSessionsService } from './control/followed-sessions.service.ts';
import { PlaybackGateway } from './control/playback.gateway.ts';
import { PlayheadService } from './control/playhead.service.ts';
import { RecordingCameras } from './control/recording-cameras.service.ts';
import { SessionsRepository } from './control/sessions.repository.ts';
import { SocketClientsService } from './control/socket-clients.service.ts';
import { exportControllers, exportProviders } from './exports/exports.providers.ts';
import { AskedFootageService } from './footage/cache/asked-footage.service.ts';
import { CacheUpkeepService } from './footage/cache/cache-upkeep.service.ts';
import { FootageCacheRepository } from './footage/cache/footage-cache.repository.ts';
import { FootageController } from './footage/footage.controller.ts';
import { FootageService } from './footage/footage.service.ts';
import { SeveralController } from './footage/several/several.controller.ts';
import { SeveralService } from './footage/several/several.service.ts';
import { FramesController } from './frames/frames.controller.ts';
import { FramesService } from './frames/frames.service.ts';
import { RunLoader } from './frames/run-loader.ts';
import { RunsService } from './frames/runs.service.ts';
import { Hops } from './instances/hops.ts';
import { InstanceFolder } from './instances/instance-folder.ts';
import { InstancesRepository } from './instances/instances.repository.ts';
import { Instances } from './instances/instances.ts';
import { DecodeQueue } from './pictures/decode-queue.ts';
import { NearbyFootageService } from './pictures/nearby-footage.ts';
import { PictureDecoder } from './pictures/picture-decoder.ts';
import { SnapshotsController } from './snapshots/snapshots.controller.ts';
import { SnapshotsService } from './snapshots/snapshots.service.ts';
import { SpeedLimits } from './speed-limits.ts';
import { FFMPEG_PATH } from './streams/ffmpeg-path.ts';
import { streamControllers, streamProviders } from './streams/streams.providers.ts';
import { KeyPictures } from './thumbnails/key-pictures.ts';
import { ThumbnailsController } from './thumbnails/thumbnails.controller.ts';
import { ThumbnailsService } from './thumbnails/thumbnails.service.ts';
import { toVmsConfig } from './vms-connections.ts';

@Module({})
class PlaybackModule {}

const playbackModule = ({
  config,
  clock,
  logger,
  metrics,
  database,
}: ServiceContext<PlaybackConfig>): DynamicModule => ({
  module: PlaybackModule,
  imports: [MilestoneModule.over({ config: toVmsConfig(config), logger, metrics, database })],
  controllers: [
    BookmarksController,
    ControlController,
    ...exportControllers,
    FootageController,
    FramesController,
    SeveralController,
    SnapshotsController,
    ...streamControllers,
    ThumbnailsController,
  ],
  providers: [
    { provide: PLAYBACK_CONFIG, useValue: config },
    { provide: FFMPEG_PATH, useFactory: () => findFfmpeg(config.FFMPEG_PATH) },
    AskedFootageService,
    BookmarksRepository,
    BookmarksService,
    CacheUpkeepService,
    CamerasRepository,
    ControlService,
    SpeedLimits,
    DecodeQueue,
    FollowedSessionsService,
    FootageCacheRepository,
    FootageService,
    FramesService,
    Hops,
    InstanceFolder,
    Instances,
    InstancesRepository,
    KeyPictures,
    MarksRepository,
    NearbyFootageService,
    PictureDecoder,
    PlaybackGateway,
    PlayheadService,
    RecordingCameras,
    RunLoader,
    RunsService,
    SessionsRepository,
    SeveralService,
    SnapshotsService,
    SocketClientsService,
    ThumbnailsService,
    ...exportProviders({ clock }),
    ...streamProviders({ config, clock }),
  ],
});

/** playback: what was recorded, and its pictures. */
export const playbackService: ServiceDefinition<PlaybackConfig> = {
  name: 'playback',
  module: playbackModule,
  prepare: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
};
