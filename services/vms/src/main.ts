import { runService } from '@playhead/service-kit';
import { VmsConfig } from './config.ts';
import { vmsService } from './vms.module.ts';

await runService(vmsService, VmsConfig);
