export * from './errors.ts';
export * from './milestone-client.ts';
