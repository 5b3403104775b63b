import { Injectable } from '@nestjs/common';
import type { CameraId, CameraRecordingQuery, RecordingList, RecordingQuery } from '@playhead/contracts';
import { CameraAccessRepository, Clock, type Principal, type VisibleCameras } from '@playhead/service-kit';
import { CameraGate } from '../recordings/camera-gate.service.ts';
import { recordingSession } from '../recordings/session.ts';
import { HistoryRepository } from './history.repository.ts';

/** What was recorded on demand, by whom and why. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly history: HistoryRepository,
    private readonly cameras: CameraGate,
    private readonly access: CameraAccessRepository,
    private readonly clock: Clock,
  ) {}

  /** Of the cameras that this person sees. */
  async ofAll(query: RecordingQuery, user: Principal): Promise<RecordingList> {
    return this.page(query, await this.access.visible(user.userId));
  }

  /** @throws DomainError `camera-not-found`. */
  async ofCamera(cameraId: CameraId, query: CameraRecordingQuery, user: Principal): Promise<RecordingList> {
    await this.cameras.enter(cameraId, user);
    return this.page({ ...query, cameraId }, 'all');
  }

  private async page(query: RecordingQuery, visible: VisibleCameras): Promise<RecordingList> {
    const { sessions, total } = await this.history.page(query, visible);
    const now = this.clock.now();
    return { recordings: sessions.map((session) => recordingSession(session, now)), total };
  }
}
