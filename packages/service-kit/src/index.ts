export {
  CameraAccessRepository,
  includesCamera,
  type VisibleCameras,
} from './access/camera-access.repository.ts';
export {
  type AuditEntry,
  type AuditedAction,
  AuditRepository,
} from './audit/audit.repository.ts';
export { CurrentUser, Public, principalOf, RequireRole } from './auth/auth.decorators.ts';
export type { Principal } from './auth/principal.ts';
export { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from './auth/token-verifier.ts';
export { Clock, SystemClock } from './clock/clock.ts';
export { ConfigError, loadConfig } from './config/load-config.ts';
export { type CommonConfig, commonVariables, count, flag, listenAddress, port } from './config/variables.ts';
export { DATABASE } from './database/database.module.ts';
export { containing } from './database/like-pattern.ts';
export {
  announceLiveEvent,
  LIVE_EVENTS_CHANNEL,
  type NewLiveEvent,
  publishLiveEvent,
  publishLiveEvents,
} from './events/live-events.ts';
export { HealthService } from './health/health.ts';
export { LOGGER } from './logging/logger.ts';
export { Metrics } from './metrics/metrics.ts';
export { CameraFollowing, type ToldConditions } from './milestone/camera-following.ts';
export { MILESTONE, MilestoneModule } from './milestone/milestone.module.ts';
export { Describe } from './openapi/describe.ts';
export { createOpenApi } from './openapi/openapi.ts';
export { DomainError } from './problems/domain-error.ts';
export { vmsProblems } from './problems/from-milestone-error.ts';
export { toDomainError, toProblem } from './problems/to-problem.ts';
export { currentRequest, currentRequestId, withoutRequest } from './service/request-context.ts';
export { runService } from './service/run-service.ts';
export { createService, type ServiceContext, type ServiceDefinition } from './service/service.ts';
export { linkSignals, withSignals } from './signals/link-signals.ts';
export { isFromOurPage } from './sockets/same-origin.ts';
export { jsonOf, SignedInSockets } from './sockets/signed-in-sockets.ts';
