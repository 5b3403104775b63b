import { Controller, Get } from '@nestjs/common';
import { VmsStatus } from '@playhead/contracts';
import { Describe, RequireRole } from '@playhead/service-kit';
import { ContactService } from './contact.service.ts';

@Controller('api/v1/milestone')
export class ContactController {
  constructor(private readonly contact: ContactService) {}

  @Get('status')
  @RequireRole('viewer')
  @Describe({ summary: 'Whether the VMS answers, and since when', answer: VmsStatus })
  status(): Promise<VmsStatus> {
    return this.contact.status();
  }
}
