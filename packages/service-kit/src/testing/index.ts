export { buildService, runServiceProcess, type ServiceProcess } from './service-process.ts';
export { type Answer, call } from './test-client.ts';
export { TestClock } from './test-clock.ts';
export { createTestKeys, type TestKeys } from './test-keys.ts';
export { startTestService, type TestService } from './test-service.ts';
