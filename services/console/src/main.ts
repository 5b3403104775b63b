import { runService } from '@playhead/service-kit';
import { ConsoleConfig } from './config.ts';
import { consoleService } from './console.module.ts';

await runService(consoleService, ConsoleConfig);
