import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { LoginRequest, Me, RefreshRequest, TokenGrant } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, Public, RequireRole } from '@playhead/service-kit';
import { AuthService } from './auth.service.ts';

@Controller('api/v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @Describe({
    summary: 'Sign in',
    answer: TokenGrant,
    problems: ['credentials-wrong', 'too-many-requests', 'service-unavailable'],
  })
  login(@Body({ schema: LoginRequest }) request: LoginRequest): Promise<TokenGrant> {
    return this.auth.login(request);
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Describe({
    summary: 'Replace the tokens',
    answer: TokenGrant,
    problems: ['sign-in-required'],
  })
  refresh(@Body({ schema: RefreshRequest }) { refreshToken }: RefreshRequest): Promise<TokenGrant> {
    return this.auth.refresh(refreshToken);
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @Describe({ summary: 'Sign out', status: 204 })
  logout(@Body({ schema: RefreshRequest }) { refreshToken }: RefreshRequest): Promise<void> {
    return this.auth.logout(refreshToken);
  }

  @Get('me')
  @RequireRole('viewer')
  @Describe({ summary: 'Who is signed in', answer: Me, problems: ['sign-in-required'] })
  me(@CurrentUser() { userId }: Principal): Promise<Me> {
    return this.auth.me(userId);
  }
}
