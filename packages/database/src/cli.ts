import { MigrateConfigError, readConfig } from './config.ts';
import { MigrationError, migrateToLatest } from './migrator.ts';

try {
  const { databaseUrl, directory } = readConfig();
  const applied = await migrateToLatest(databaseUrl, directory);
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
} catch (error) {
  const foreseen = error instanceof MigrateConfigError || error instanceof MigrationError;
  const reason = foreseen || (error instanceof Error && 'code' in error) ? error.message : error;
  console.error('The database was not migrated:', reason);
  process.exitCode = 1;
}
