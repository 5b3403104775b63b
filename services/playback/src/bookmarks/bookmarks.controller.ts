import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  Bookmark,
  BookmarkId,
  BookmarkList,
  BookmarkMarks,
  BookmarkMarksQuery,
  BookmarkQuery,
  CameraBookmarkQuery,
  CameraId,
  CreateBookmarkRequest,
  NearestBookmark,
  NearestBookmarkQuery,
  UpdateBookmarkRequest,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { BookmarksService } from './bookmarks.service.ts';

@Controller('api/v1')
@RequireRole('investigator')
export class BookmarksController {
  constructor(private readonly bookmarks: BookmarksService) {}

  @Get('bookmarks')
  @Describe({
    summary: 'The bookmarks of several cameras, or of every one that you see',
    answer: BookmarkList,
  })
  ofAll(
    @Query({ schema: BookmarkQuery }) query: BookmarkQuery,
    @CurrentUser() user: Principal,
  ): Promise<BookmarkList> {
    return this.bookmarks.ofAll(query, user);
  }

  @Get('cameras/:cameraId/bookmarks')
  @Describe({
    summary: 'The bookmarks of one camera',
    answer: BookmarkList,
    problems: ['camera-not-found'],
  })
  ofCamera(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: CameraBookmarkQuery }) query: CameraBookmarkQuery,
    @CurrentUser() user: Principal,
  ): Promise<BookmarkList> {
    return this.bookmarks.ofCamera(cameraId, query, user);
  }

  @Get('cameras/:cameraId/bookmarks/marks')
  @Describe({
    summary: 'The bookmarks of a range as a timeline draws them: thinned where they are many',
    answer: BookmarkMarks,
    problems: ['camera-not-found'],
  })
  marks(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: BookmarkMarksQuery }) query: BookmarkMarksQuery,
    @CurrentUser() user: Principal,
  ): Promise<BookmarkMarks> {
    return this.bookmarks.marksOf(cameraId, query, user);
  }

  @Get('cameras/:cameraId/bookmarks/nearest')
  @Describe({
    summary: 'The next or the previous bookmark as seen from a moment',
    answer: NearestBookmark,
    problems: ['camera-not-found'],
  })
  nearest(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: NearestBookmarkQuery }) query: NearestBookmarkQuery,
    @CurrentUser() user: Principal,
  ): Promise<NearestBookmark> {
    return this.bookmarks.nearest(cameraId, query, user);
  }

  @Post('cameras/:cameraId/bookmarks')
  @HttpCode(201)
  @Describe({
    summary: 'Mark a moment or a stretch',
    status: 201,
    answer: Bookmark,
    problems: ['camera-not-found'],
  })
  create(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: CreateBookmarkRequest }) request: CreateBookmarkRequest,
    @CurrentUser() user: Principal,
  ): Promise<Bookmark> {
    return this.bookmarks.create(cameraId, request, user);
  }

  @Patch('cameras/:cameraId/bookmarks/:bookmarkId')
  @Describe({
    summary: 'Change the words of a bookmark; its author or an administrator may',
    answer: Bookmark,
    problems: ['camera-not-found', 'bookmark-not-found', 'bookmark-not-yours'],
  })
  update(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Param('bookmarkId', { schema: BookmarkId }) bookmarkId: BookmarkId,
    @Body({ schema: UpdateBookmarkRequest }) changes: UpdateBookmarkRequest,
    @CurrentUser() user: Principal,
  ): Promise<Bookmark> {
    return this.bookmarks.update(cameraId, bookmarkId, changes, user);
  }

  @Delete('cameras/:cameraId/bookmarks/:bookmarkId')
  @HttpCode(204)
  @Describe({
    summary: 'Delete a bookmark; its author or an administrator may',
    status: 204,
    problems: ['camera-not-found', 'bookmark-not-found', 'bookmark-not-yours'],
  })
  remove(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Param('bookmarkId', { schema: BookmarkId }) bookmarkId: BookmarkId,
    @CurrentUser() user: Principal,
  ): Promise<void> {
    return this.bookmarks.remove(cameraId, bookmarkId, user);
  }
}
