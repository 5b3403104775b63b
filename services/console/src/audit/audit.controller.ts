import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { AuditEntry, AuditList, AuditQuery } from '@playhead/contracts';
import { Describe, RequireRole } from '@playhead/service-kit';
import { CurrentAccountGuard } from '../users/current-account.guard.ts';
import { type AuditRow, AuditTrailRepository } from './audit-trail.repository.ts';

@Controller('api/v1/audit')
@RequireRole('admin')
@UseGuards(CurrentAccountGuard)
export class AuditController {
  constructor(private readonly trail: AuditTrailRepository) {}

  @Get()
  @Describe({ summary: 'Who did what, newest first', answer: AuditList })
  async list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditList> {
    const { rows, total } = await this.trail.list(query);
    return { entries: rows.map(toEntry), total };
  }
}

const toEntry = (row: AuditRow): AuditEntry =>
  AuditEntry.parse({
    id: row.id,
    at: row.at.toISOString(),
    userId: row.user_id ?? undefined,
    username: row.username,
    action: row.action,
    cameraId: row.camera_id ?? undefined,
    outcome: row.outcome,
    sourceAddress: row.source_address ?? undefined,
    requestId: row.request_id ?? undefined,
    details: row.details ?? undefined,
  });
