import { defaultDemoPassword, type LauncherConfig } from './config.ts';

/** Where things are, once everything runs. */
export interface Places {
  logs: string;
  /** Undefined when the database is the user's own. */
  postgres: string | undefined;
}

/** What to do next, printed when Playhead is ready. */
export function banner(config: LauncherConfig, places: Places): string {
  const { host, port } = config.gateway;
  const shownHost = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return [
    '',
    `  Playhead is ready:  http://${shownHost}:${port}`,
    '',
    ...accounts(config),
    ...vms(config),
    `  Data      ${config.dataDirectory}`,
    ...postgres(config, places),
    `  Logs      ${places.logs}`,
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function accounts({ demo, demoPassword }: LauncherConfig): string[] {
  if (!demo) return [];
  const password = demoPassword === defaultDemoPassword ? demoPassword : 'the one in PLAYHEAD_DEMO_PASSWORD';
  return ['  Accounts  viewer, investigator, operator, admin', `  Password  ${password}`, ''];
}

function vms({ milestone, simulator }: LauncherConfig): string[] {
  if (milestone) return [`  VMS       ${milestone.baseUrl}`];
  return [
    `  VMS       the simulator, http://127.0.0.1:${simulator.port}`,
    '            For your own, set MILESTONE_BASE_URL, MILESTONE_USERNAME and MILESTONE_PASSWORD.',
  ];
}

function postgres({ dataDirectory }: LauncherConfig, places: Places): string[] {
  if (places.postgres === undefined) return ['  Database  the one in DATABASE_URL'];
  return places.postgres.startsWith(dataDirectory) ? [] : [`  Database  ${places.postgres}`];
}
