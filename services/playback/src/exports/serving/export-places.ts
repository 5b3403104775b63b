import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@playhead/service-kit';
import { type HopRequest, Hops, UnreachableError } from '../../instances/hops.ts';
import { InstanceId } from '../../instances/instance.ts';
import { Instances } from '../../instances/instances.ts';
import { ExportFolder } from '../export-folder.ts';
import { ExportClaimsRepository } from '../work/export-claims.repository.ts';

const AWAY_RETRY_SECONDS = 10;

/** Where the files of exports are: here, or with another instance that has their folder. */
@Injectable()
export class ExportPlaces {
  constructor(
    private readonly folder: ExportFolder,
    private readonly claims: ExportClaimsRepository,
    private readonly instances: Instances,
    private readonly hops: Hops,
  ) {}

  isHere(folderId: string): boolean {
    return folderId === this.folder.id;
  }

  /** What an instance that has the folder answers. @throws DomainError `service-unavailable` when none of them does. */
  async fetch(
    folderId: string,
    request: HopRequest,
    isHop: boolean,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const holders = isHop ? [] : await this.claims.holdersOf(folderId);
    for (const holder of holders) {
      const neighbour = await this.instances.find(InstanceId.parse(holder));
      if (neighbour === undefined) continue;
      try {
        return await this.hops.get(neighbour, request, signal);
      } catch (error) {
        if (!(error instanceof UnreachableError)) throw error;
      }
    }
    throw new DomainError('service-unavailable', {
      detail:
        'The part of Playhead that has the file is not there. Try again in a moment; if it stays, have an administrator start it again.',
      retryAfterSeconds: AWAY_RETRY_SECONDS,
    });
  }
}
