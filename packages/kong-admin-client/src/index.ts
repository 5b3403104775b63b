export * from './declarative/entities.ts';
export * from './declarative/errors.ts';
export * from './declarative/load.ts';
export * from './declarative/placeholders.ts';
export * from './declarative/plugins.ts';
