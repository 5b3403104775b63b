import type { Provider } from '@nestjs/common';
import type { ServiceContext } from '@playhead/service-kit';
import type { PlaybackConfig } from '../config.ts';
import { SigningKey } from '../streams/links/signing-key.ts';
import { ExportFolder } from './export-folder.ts';
import { ExportsController } from './exports.controller.ts';
import { ExportsRepository } from './exports.repository.ts';
import { ExportsService } from './exports.service.ts';
import { ExportPartMaker } from './making/export-part-maker.ts';
import { FileMaker } from './making/file-maker.ts';
import { PieceCutter } from './making/piece-cutter.ts';
import { ExportFileController } from './serving/export-file.controller.ts';
import { ExportLinks } from './serving/export-links.ts';
import { ExportPlaces } from './serving/export-places.ts';
import { ReadersRepository } from './serving/readers.repository.ts';
import { ExportClaimsRepository } from './work/export-claims.repository.ts';
import { ExportRun } from './work/export-run.ts';
import { ExportUpkeepRepository } from './work/export-upkeep.repository.ts';
import { ExportUpkeep } from './work/export-upkeep.service.ts';
import { ExportWorkRepository } from './work/export-work.repository.ts';
import { ExportWorker } from './work/export-worker.service.ts';

export const exportControllers = [ExportsController, ExportFileController];

/** What makes exports and serves their files. */
export const exportProviders = ({ clock }: Pick<ServiceContext<PlaybackConfig>, 'clock'>): Provider[] => [
  {
    provide: ExportLinks,
    inject: [SigningKey],
    useFactory: (key: SigningKey) => new ExportLinks(key, clock),
  },
  ExportClaimsRepository,
  ExportFolder,
  ExportPlaces,
  ExportRun,
  ExportUpkeep,
  ExportUpkeepRepository,
  ExportWorker,
  ExportWorkRepository,
  ExportsRepository,
  ExportsService,
  FileMaker,
  ExportPartMaker,
  PieceCutter,
  ReadersRepository,
];
