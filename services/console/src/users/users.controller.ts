import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  UseGuards,
} from '@nestjs/common';
import {
  CreateUserRequest,
  UpdateUserRequest,
  User,
  UserCameras,
  UserId,
  UserList,
  UserQuery,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { CurrentAccountGuard } from './current-account.guard.ts';
import { UsersService } from './users.service.ts';

@Controller('api/v1/users')
@RequireRole('admin')
@UseGuards(CurrentAccountGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Describe({ summary: 'List the accounts', answer: UserList })
  list(@Query({ schema: UserQuery }) query: UserQuery): Promise<UserList> {
    return this.users.list(query);
  }

  @Post()
  @HttpCode(201)
  @Describe({
    summary: 'Make an account',
    status: 201,
    answer: User,
    problems: ['username-taken'],
  })
  create(
    @Body({ schema: CreateUserRequest }) request: CreateUserRequest,
    @CurrentUser() by: Principal,
  ): Promise<User> {
    return this.users.create(request, by);
  }

  @Get(':id')
  @Describe({ summary: 'One account', answer: User, problems: ['user-not-found'] })
  get(@Param('id', { schema: UserId }) id: UserId): Promise<User> {
    return this.users.get(id);
  }

  @Patch(':id')
  @Describe({
    summary: 'Change an account',
    answer: User,
    problems: ['user-not-found', 'last-admin', 'own-account'],
  })
  update(
    @Param('id', { schema: UserId }) id: UserId,
    @Body({ schema: UpdateUserRequest }) changes: UpdateUserRequest,
    @CurrentUser() by: Principal,
  ): Promise<User> {
    return this.users.update(id, changes, by);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Delete an account',
    status: 204,
    problems: ['user-not-found', 'last-admin', 'own-account'],
  })
  delete(@Param('id', { schema: UserId }) id: UserId, @CurrentUser() by: Principal): Promise<void> {
    return this.users.delete(id, by);
  }

  @Get(':id/cameras')
  @Describe({ summary: 'The cameras somebody was given', answer: UserCameras, problems: ['user-not-found'] })
  cameras(@Param('id', { schema: UserId }) id: UserId): Promise<UserCameras> {
    return this.users.camerasOf(id);
  }

  @Put(':id/cameras')
  @Describe({
    summary: 'Give somebody these cameras and no others',
    answer: UserCameras,
    problems: ['user-not-found', 'camera-not-found'],
  })
  setCameras(
    @Param('id', { schema: UserId }) id: UserId,
    @Body({ schema: UserCameras }) cameras: UserCameras,
    @CurrentUser() by: Principal,
  ): Promise<UserCameras> {
    return this.users.setCameras(id, cameras, by);
  }
}
