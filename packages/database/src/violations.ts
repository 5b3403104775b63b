import { DatabaseError } from 'pg';

const sqlStates = { 'foreign-key': '23503', unique: '23505' } as const;

/** Whether a statement was refused by a constraint of this kind. */
export const violates = (error: unknown, constraint: keyof typeof sqlStates): boolean =>
  error instanceof DatabaseError && error.code === sqlStates[constraint];
